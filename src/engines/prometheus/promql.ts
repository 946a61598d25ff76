/**
 * A small typed builder for PromQL. Text from outside (names, label values) enters an expression through these
 * functions only, which escape it; an `Expr` is never glued from other strings.
 */
declare const brand: unique symbol;
/** A whole PromQL expression, safe to stand as an operand. */
export type Expr = string & { readonly [brand]: true };

export interface LabelMatcher {
  label: string;
  operator: '=' | '!=' | '=~' | '!~';
  value: string;
  /** In place of the value, where Grafana is to fill in variables: a regular expression, so with =~ or !~. */
  template?: RegexTemplate;
}

/** Parts of a regular expression: its own text, and what stands between the braces of a Grafana variable, `model:regex`. */
export type RegexTemplate = ReadonlyArray<{ regex: string } | { variable: string }>;

/** A metric with its label matchers: an instant vector selector that has not been given a range yet. */
export interface Selector {
  /** '' where a matcher on `__name__` says which metrics. */
  metric: string;
  matchers: readonly LabelMatcher[];
  /** In place of now: so long before the evaluation, or at a fixed time since the epoch, in milliseconds. */
  when?: { agoMs: number } | { atMs: number };
}

const expr = (text: string): Expr => text as Expr;

/**
 * A PromQL string literal. `$` and `[[` are written as escapes, so that neither Grafana's dashboard variables nor its
 * server-side macros (`$__range`) are expanded inside of a label value.
 */
export function quote(text: string): string {
  const escaped = text
    .replace(/\\/g, '\\\\')
    .replace(/"/g, '\\"')
    .replace(/\n/g, '\\n')
    .replace(/\r/g, '\\r')
    .replace(/\$/g, '\\x24')
    .replace(/\[\[/g, '\\x5b\\x5b');
  return `"${escaped}"`;
}

/** Text as a regular expression (RE2) that matches just this text. */
export function escapeRegex(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}

/**
 * A raw string, since Grafana escapes the values of variables for regular expressions, and not for strings: `v1\\.0` must
 * arrive as it is. A value that holds a backtick is an error in Prometheus.
 */
function rawTemplate(template: RegexTemplate): string {
  const parts = template.map((part) => ('variable' in part ? `\${${part.variable}}` : withoutBackticks(part.regex)));
  return `\`${parts.join('')}\``;
}

/** The same regular expression without backticks, and with an escaped `$` that Grafana takes for no variable. */
function withoutBackticks(regex: string): string {
  return regex.replace(/\\[^]|`/g, (found) => (found.endsWith('`') ? '\\x60' : found === '\\$' ? '\\x24' : found));
}

const PLAIN_LABEL = /^[a-zA-Z_][a-zA-Z0-9_]*$/;
const PLAIN_METRIC = /^[a-zA-Z_:][a-zA-Z0-9_:]*$/;

/** A label name; names beyond letters, digits and underscores are quoted, which Prometheus 3 reads. */
export function labelName(name: string): string {
  return PLAIN_LABEL.test(name) ? name : quote(name);
}

const labelList = (labels: readonly string[]) => labels.map(labelName).join(', ');

/** Matches one value, or any of several. */
export function oneOf(label: string, values: readonly string[]): LabelMatcher {
  return values.length === 1
    ? { label, operator: '=', value: values[0] }
    : { label, operator: '=~', value: values.map(escapeRegex).join('|') };
}

/** Matches whatever is none of several values. */
export function noneOf(label: string, values: readonly string[]): LabelMatcher {
  const { operator, value } = oneOf(label, values);
  return { label, operator: operator === '=' ? '!=' : '!~', value };
}

function matcherText({ label, operator, value, template }: LabelMatcher): string {
  return `${labelName(label)}${operator}${template ? rawTemplate(template) : quote(value)}`;
}

export function selector(series: Selector): Expr {
  return expr(`${seriesText(series)}${whenText(series.when, 0)}`);
}

function seriesText({ metric, matchers }: Selector): string {
  const parts = matchers.map(matcherText);
  if (PLAIN_METRIC.test(metric)) {
    return parts.length > 0 ? `${metric}{${parts.join(', ')}}` : metric;
  }
  const named = metric === '' ? [] : [`__name__=${quote(metric)}`];
  return `{${[...named, ...parts].join(', ')}}`;
}

function whenText(when: Selector['when'], offset: Span): string {
  const isFixed = when !== undefined && 'atMs' in when;
  const agoMs = when === undefined || isFixed ? 0 : when.agoMs;
  if (agoMs !== 0 && typeof offset !== 'number') {
    throw new Error('A length that Grafana fills in cannot be added to another one.');
  }
  const back = typeof offset === 'number' ? offset + agoMs : offset;
  return `${isFixed ? ` @ ${when.atMs / 1000}` : ''}${back === 0 ? '' : ` offset ${duration(back)}`}`;
}

/** Every series under any of several metric names. */
export function anyOf(metrics: readonly string[], matchers: readonly LabelMatcher[]): Expr {
  return selector({ metric: '', matchers: [oneOf('__name__', metrics), ...matchers] });
}

/** A length of time: milliseconds, or what Grafana's server puts in when the query runs. */
export type Span = number | Macro;

export interface Macro {
  /** As a duration. */
  text: string;
  /** As a number of seconds. */
  seconds: string;
  /** As a duration that may follow hours, whatever it comes to: after `1h` no day may follow. */
  afterHours?: string;
}

/** The range of the dashboard, or of the alert rule. */
export const RANGE: Macro = { text: '$__range', seconds: '$__range_s' };
/** The step of the query. */
export const STEP: Macro = {
  text: '$__interval',
  seconds: '($__interval_ms / 1000)',
  afterHours: '${__interval_ms}ms',
};

/** A span and some whole hours more. */
export function hoursMore(span: Span, hours: number): Span {
  return typeof span === 'number'
    ? span + hours * 3_600_000
    : { text: `${hours}h${span.afterHours ?? span.text}`, seconds: `(${span.seconds} + ${hours * 3600})` };
}

export function inSeconds(span: Span): Expr {
  return typeof span === 'number' ? scalar(span / 1000) : expr(span.seconds);
}

/** As a PromQL duration; milliseconds in the largest unit that divides them. */
export function duration(span: Span): string {
  return typeof span === 'number' ? durationOf(span) : span.text;
}

function durationOf(ms: number): string {
  const units: Array<[string, number]> = [
    ['h', 3_600_000],
    ['m', 60_000],
    ['s', 1000],
  ];
  const whole = Math.max(1, Math.round(ms));
  const [unit, size] = units.find(([, size]) => whole % size === 0) ?? ['ms', 1];
  return `${whole / size}${unit}`;
}

export type RangeFunction =
  'last_over_time' | 'min_over_time' | 'max_over_time' | 'avg_over_time' | 'resets' | 'increase' | 'delta' | 'rate';

/** `fn(metric{...}[range] offset ...)` */
export function over(fn: RangeFunction, metric: Selector, range: Span, offset: Span = 0): Expr {
  return expr(`${fn}(${seriesText(metric)}[${duration(range)}]${whenText(metric.when, offset)})`);
}

export type Aggregation = 'sum' | 'group' | 'count' | 'min' | 'max' | 'avg';

export function aggregate(how: Aggregation, by: readonly string[], operand: Expr): Expr {
  return expr(`${how} by (${labelList(by)}) (${operand})`);
}

/** Over all elements that differ in these labels only. */
export function aggregateWithout(how: Aggregation, labels: readonly string[], operand: Expr): Expr {
  return expr(`${how} without (${labelList(labels)}) (${operand})`);
}

export type Operator = '+' | '-' | '*' | '/' | '^' | '==' | '!=' | '>' | '>=' | '<' | '<=' | 'and' | 'or' | 'unless';

/** How the two sides of an operator find each other. */
export interface Matching {
  on?: readonly string[];
  ignoring?: readonly string[];
  group?: 'left' | 'right';
  /** With `group`: labels that the result takes from the side which is one. */
  include?: readonly string[];
  /** Comparisons give 0 or 1 instead of filtering. */
  bool?: boolean;
}

export function binary(left: Expr, operator: Operator, right: Expr, matching: Matching = {}): Expr {
  const modifiers = [
    matching.bool ? 'bool' : '',
    matching.on ? `on (${labelList(matching.on)})` : '',
    matching.ignoring ? `ignoring (${labelList(matching.ignoring)})` : '',
    matching.group ? `group_${matching.group} (${labelList(matching.include ?? [])})` : '',
  ].filter(Boolean);
  return expr(`(${left} ${[operator, ...modifiers].join(' ')} ${right})`);
}

export function negative(operand: Expr): Expr {
  return expr(`-(${operand})`);
}

export function scalar(value: number): Expr {
  return expr(String(value));
}

/** The time that a selector's now stands for, in seconds since the epoch. */
export function timeOf(when: Selector['when']): Expr {
  if (when === undefined) {
    return time();
  }
  return 'atMs' in when ? scalar(when.atMs / 1000) : binary(time(), '-', scalar(when.agoMs / 1000));
}

/** One element without labels. */
export function vector(value: number): Expr {
  return expr(`vector(${value})`);
}

export function time(): Expr {
  return expr('time()');
}

/** Sets a label to a fixed text on every element. */
export function setLabel(operand: Expr, label: string, value: string): Expr {
  return expr(`label_replace(${operand}, ${quote(label)}, ${replacement(value)}, "", "")`);
}

/** A replacement may refer to groups by `$`; the escape of `$` is undone by the parser, so it is doubled here. */
function replacement(value: string): string {
  return quote(value.replace(/\$/g, '$$$$'));
}

/** Copies one label's value to another label. `(?s:...)`, since a label value may hold line breaks. */
export function copyLabel(operand: Expr, from: string, to: string): Expr {
  return expr(`label_replace(${operand}, ${quote(to)}, ${quote('$1')}, ${quote(from)}, "(?s:(.*))")`);
}

/** Sets a label to a fixed text on the elements whose other label has just this value; '' is that of no label. */
export function setLabelWhere(operand: Expr, label: string, value: string, other: string, is: string): Expr {
  const where = `${quote(other)}, ${quote(escapeRegex(is))}`;
  return expr(`label_replace(${operand}, ${quote(label)}, ${replacement(value)}, ${where})`);
}

/** Copies a bucket's edge, as Prometheus 2 writes it: 3 writes `1.0` for `1`. What has no edge gets none. */
export function copyEdge(operand: Expr, to: string): Expr {
  return expr(`label_replace(${operand}, ${quote(to)}, ${quote('$1')}, "le", ${quote('(.+?)(?:\\.0)?')})`);
}

export function squareRoot(operand: Expr): Expr {
  return expr(`sqrt(${operand})`);
}

/** Of every element. */
export function apply(fn: 'abs' | 'exp' | 'ln', operand: Expr): Expr {
  return expr(`${fn}(${operand})`);
}

export function atLeast(least: number, operand: Expr): Expr {
  return expr(`clamp_min(${operand}, ${least})`);
}

export function atMost(most: number, operand: Expr): Expr {
  return expr(`clamp_max(${operand}, ${most})`);
}

/** Of a native histogram. */
export function histogramPart(which: 'sum' | 'count', operand: Expr): Expr {
  return expr(`histogram_${which}(${operand})`);
}

export function histogramQuantile(quantile: number, operand: Expr): Expr {
  return expr(`histogram_quantile(${quantile}, ${operand})`);
}
