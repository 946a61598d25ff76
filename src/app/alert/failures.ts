/** What Grafana's HTTP client failed with, whatever it was. */
export interface Failure {
  /** Undefined where there was no answer. */
  status?: number;
  /** In Grafana's words, in one line, without a full stop; empty where it said nothing. */
  said: string;
}

export function readFailure(error: unknown): Failure {
  const { status, data, message, statusText } = (typeof error === 'object' && error !== null ? error : {}) as {
    status?: unknown;
    data?: { message?: unknown; error?: unknown } | null;
    message?: unknown;
    statusText?: unknown;
  };
  const texts = [data?.message, data?.error, message, statusText, typeof error === 'string' ? error : undefined];
  const said = texts.find((text): text is string => typeof text === 'string' && text !== '') ?? '';
  return {
    ...(typeof status === 'number' && status > 0 && { status }),
    said: said
      .replace(/\s+/g, ' ')
      .trim()
      .slice(0, 500)
      .replace(/[.\s]+$/, ''),
  };
}

const isForbidden = ({ status }: Failure) => status === 401 || status === 403;
const quoted = ({ said }: Failure) => (said ? `: ${said}.` : '.');

/** Why a step failed that is neither forbidden nor wrong in itself. */
function failedAtAll(doing: string, failure: Failure): string {
  return failure.status === undefined
    ? `Grafana cannot be reached, so ${doing}${quoted(failure)} Check the connection, and try again.`
    : `Grafana answered with an error (${failure.status}), so ${doing}${quoted(failure)} Try again, or take the rule as a file.`;
}

export function folderFailure(error: unknown, title: string): string {
  const failure = readFailure(error);
  return isForbidden(failure)
    ? `You may not create the folder '${title}' (${failure.status}). Choose one that there is, or hand the rule as a file to somebody who may.`
    : failedAtAll(`the folder '${title}' was not created`, failure);
}

export function listFailure(error: unknown): string {
  const failure = readFailure(error);
  return isForbidden(failure)
    ? `You may not see the alert rules of this folder (${failure.status}). Choose another folder, or hand the rule as a file to somebody who may.`
    : failedAtAll('the rules of the folder are not known', failure);
}

export function evaluationFailure(error: unknown): string {
  const failure = readFailure(error);
  if (isForbidden(failure)) {
    return `You may not evaluate alert rules on this data source (${failure.status}). Hand the rule as a file to somebody who may.`;
  }
  return failure.status !== undefined && failure.status < 500
    ? `Grafana does not take the condition (${failure.status})${quoted(failure)} Take the rule as a file, and report this with it.`
    : failedAtAll('the condition was not evaluated', failure);
}

export function creationFailure(error: unknown, title: string, folder: string): string {
  const failure = readFailure(error);
  const { status, said } = failure;
  if (/quota/i.test(said)) {
    return `Grafana holds as many alert rules as its quota allows${quoted(failure)} Delete rules, or ask an administrator for more.`;
  }
  if (isForbidden(failure)) {
    return `You may not create alert rules in the folder '${folder}' (${status}). Choose another folder, or hand the rule as a file to somebody who may.`;
  }
  if (/folder does not exist/i.test(said) || status === 404) {
    return `The folder '${folder}' is gone (${status}). Choose another one.`;
  }
  if (status === 409 || /title|unique/i.test(said)) {
    return takenTitle(title, folder);
  }
  return status !== undefined && status < 500
    ? `Grafana does not take the rule (${status})${quoted(failure)} Take the rule as a file, and report this with it.`
    : failedAtAll('the rule was not created', failure);
}

export function takenTitle(title: string, folder: string): string {
  return `The folder '${folder}' has a rule '${title}' already. Choose another title, or open that rule.`;
}
