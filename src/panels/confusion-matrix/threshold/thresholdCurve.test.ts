import { countsAt, scoreGroupsFromBins, scoreGroupsOf } from '../../../statistics/scores';
import { areaOf, byChance, curvePoints, pathOf, pointOf, thresholdNear } from './thresholdCurve';

/** The example of scikit-learn's documentation of roc_curve and average_precision_score. */
const groups = scoreGroupsOf([0.1, 0.4, 0.35, 0.8], [false, false, true, true]);
const frame = { left: 10, top: 0, width: 100, height: 200 };
const formats = { noValue: '–' };

it('ROC has the points of roc_curve', () => {
  expect(curvePoints(groups, 'roc').map(({ x, y }) => [x, y])).toEqual([[0, 0], [0, 0.5], [0.5, 0.5], [0.5, 1], [1, 1]]); // prettier-ignore
});

it('precision and recall have those of precision_recall_curve, without the one that is 0/0', () => {
  expect(curvePoints(groups, 'precisionRecall').map(({ x, y }) => [x, y])).toEqual([[1, 0.5], [1, 2 / 3], [0.5, 0.5], [0.5, 1]]); // prettier-ignore
});

it.each(['roc', 'precisionRecall'] as const)('each point of %s is where the counts at its threshold lie', (curve) => {
  for (const { threshold, ...point } of curvePoints(groups, curve)) {
    expect(pointOf(countsAt(groups, threshold), curve)).toEqual(point);
  }
});

it('without outcomes of a class there is no curve, and no point of it', () => {
  const single = scoreGroupsOf([0.2, 0.7], [false, false]);
  expect(curvePoints(single, 'roc')).toEqual([]);
  expect(pointOf(countsAt(single, 0.5), 'roc')).toBeUndefined();
  expect(areaOf(single, 'roc', false, 0.95, formats)).toMatchObject({ title: 'ROC AUC', text: '–' });
});

it('the area is that of scikit-learn, and says whether it is binned', () => {
  expect(areaOf(groups, 'roc', false, 0.95, formats).title).toBe('ROC AUC 0.750');
  expect(areaOf(groups, 'precisionRecall', false, 0.95, formats).title).toBe('PR AUC 0.833');
  const bins = scoreGroupsFromBins([0, 0.5, 1], [1, 9], [8, 2]);
  const area = areaOf(bins, 'roc', true, 0.95, formats);
  // 9 * 8 pairs in order, 1 * 8 and 9 * 2 ties, of 100; at most all ties in order, at least none.
  expect(area.title).toBe('ROC AUC (binned) 0.850');
  expect(area.description).toContain('lies between 0.720 and 0.980.');
  expect(area.description).toMatch(/95 % interval 0\.\d{3} to 0\.\d{3}/);
});

it('by chance recall is the false positive rate, and precision the share of positives', () => {
  expect(byChance(groups, 'roc')).toEqual([{ x: 0, y: 0 }, { x: 1, y: 1 }]); // prettier-ignore
  expect(byChance(groups, 'precisionRecall').map(({ y }) => y)).toEqual([0.5, 0.5]);
});

it('ROC is drawn in lines, precision and recall in steps down to recall 0', () => {
  expect(pathOf(curvePoints(groups, 'roc'), 'roc', frame)).toBe('M10 200L10 100L60 100L60 0L110 0');
  expect(pathOf(curvePoints(groups, 'precisionRecall'), 'precisionRecall', frame)).toBe(
    'M110 100H110V66.67H60V100H60V0H10'
  );
});

it('a curve of very many points is drawn by few', () => {
  const score = Array.from({ length: 20_000 }, (_, i) => i / 20_000);
  const many = scoreGroupsOf(
    score,
    score.map((_, i) => (i * 7919) % 20_000 < i)
  );
  const path = pathOf(curvePoints(many, 'roc'), 'roc', frame);
  expect(path.split('L').length).toBeLessThan(1300);
  expect(path).toMatch(/L110 0$/);
});

it('the threshold of the nearest point is found', () => {
  const points = curvePoints(groups, 'roc');
  expect(thresholdNear(points, frame, { x: 62, y: 95 })).toBe(points[2].threshold);
  expect(thresholdNear([], frame, { x: 62, y: 95 })).toBeUndefined();
});
