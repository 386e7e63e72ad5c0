/** The plots alone, and the parts that place their labels. */
import { describe, expect, it } from 'vitest';
import * as report from '../../src/report/index.ts';
import {
  extent,
  linearTicks,
  logTicks,
  padded,
  pixelOf,
  valueAt,
} from '../../src/report/plot/axis.ts';
import { spread } from '../../src/report/plot/spread.ts';
import { standalone } from '../../src/report/plot/svg.ts';
import { SCHEMES } from '../../src/report/theme.ts';
import { documentOf, handMade } from './inputs.ts';

const input = handMade(3, 4);

async function textsIn(svg: Promise<string>): Promise<string[]> {
  const texts = documentOf(await svg).querySelectorAll('text');
  return Array.from(texts, (text) => text.firstChild?.textContent ?? '');
}

describe('the plots', () => {
  const plots = [
    ['coefficientPathSvg', report.coefficientPathSvg],
    ['cvCurveSvg', report.cvCurveSvg],
    ['certificateSvg', report.certificateSvg],
    ['predictedSvg', report.predictedSvg],
    ['residualSvg', report.residualSvg],
  ] as const;

  it.each(plots)(
    '%s stands alone, in every size, without a label of the library',
    async (_, draw) => {
      for (const size of ['wide', 'narrow'] as const) {
        const svg = await draw(input, size);
        expect(svg.startsWith('<svg xmlns="http://www.w3.org/2000/svg"')).toBe(true);
        expect(svg.match(/<\/svg>/g)).toHaveLength(1);
        expect(svg).toContain('prefers-color-scheme:dark');
        expect(svg.match(/aria-label="[xy]-axis/g)).toBeNull();
        expect((await textsIn(draw(input, size))).filter((text) => text === '')).toEqual([]);
      }
    },
  );

  it('label every tick of a log axis of λ, in words of the page', async () => {
    const ticks = ['10', '5', '2', '1', '0.5', '0.2', '0.1', '0.05', '0.02', '0.01'];
    expect(await textsIn(report.coefficientPathSvg(input))).toEqual(expect.arrayContaining(ticks));
    const narrow = await textsIn(report.coefficientPathSvg(input, 'narrow'));
    expect(narrow).toEqual(expect.arrayContaining(['10', '1', '0.1', '0.01']));
    expect(narrow).not.toContain('0.5');
  });

  it('count the features over the ticks: none at the start, one more with each decade', async () => {
    const texts = await textsIn(report.coefficientPathSvg(input, 'narrow'));
    const sizes = texts.slice(texts.indexOf('0.01') - 3);
    expect(sizes).toEqual(expect.arrayContaining(['nonzero', '0', '1', '2', '3']));
  });

  it('keep the names of close λ apart, and each above its line where there is room', async () => {
    const close = { ...input.choice, lambda: 0.1, lambdaMin: 0.1, lambda1se: 0.11 };
    const svg = await report.cvCurveSvg({ ...input, choice: close });
    const marks = Array.from(documentOf(svg).querySelectorAll('text')).filter(
      (text) => text.textContent!.startsWith('λ 1-SE') || text.textContent!.startsWith('λ min'),
    );
    expect(marks.map((mark) => mark.textContent)).toEqual(['λ min, chosen', 'λ 1-SE']);
    const [min, oneSe] = marks.map((mark) =>
      Number(/\(([\d.]+),/.exec(mark.getAttribute('transform')!)![1]),
    );
    // half of each text at the 6.8 pixels per character of 12 pixel type
    expect(min! - oneSe!).toBeGreaterThanOrEqual((6.8 * (13 + 6)) / 2);
  });

  it('say in words where there is nothing to draw', async () => {
    const none = new Float64Array(0);
    const empty = { ...input, outOfFold: { observed: none, predicted: none, weights: none } };
    expect(await textsIn(report.predictedSvg(empty))).toEqual(['Predictions were not kept.']);
    expect(await textsIn(report.residualSvg(empty))).toEqual(['Predictions were not kept.']);
    const atZero = { ...input, path: { ...input.path, certificates: [] } };
    expect((await textsIn(report.certificateSvg(atZero))).join(' ')).toContain('nothing to draw');
  });

  it('put a gap of zero at the foot of the certificates, not at minus infinity', async () => {
    const certificates = input.path.certificates.map((each) => ({ ...each, relative: 0 }));
    const svg = await report.certificateSvg({ ...input, path: { ...input.path, certificates } });
    const heights = Array.from(documentOf(svg).querySelectorAll('circle'), (dot) =>
      Number(dot.getAttribute('cy')),
    );
    expect(heights.length).toBe(4);
    for (const height of heights) expect(height > 0 && height < 280).toBe(true);
  });
});

it('an SVG out of a browser becomes XML: named, without names of HTML, its texts unchanged', () => {
  const lone = standalone('<svg class="a"><text>a&nbsp;b &amp;nbsp; <svg</text></svg>');
  expect(lone).toBe(
    '<svg xmlns="http://www.w3.org/2000/svg" class="a"><text>a&#160;b &amp;nbsp; <svg</text></svg>',
  );
});

describe('axes', () => {
  it('turn values to pixels and back', () => {
    const linear = { type: 'linear', domain: [-2, 6], range: [50, 450] } as const;
    const log = { type: 'log', domain: [100, 0.01], range: [0, 400] } as const;
    expect(pixelOf(linear, 0)).toBe(150);
    expect(valueAt(linear, 150)).toBe(0);
    expect(pixelOf(log, 1)).toBeCloseTo(200, 10);
    expect(valueAt(log, pixelOf(log, 7))).toBeCloseTo(7, 10);
  });

  it('have round ticks inside their domain', () => {
    expect(linearTicks(-0.05, 0.35, 5)).toEqual([0, 0.1, 0.2, 0.3]);
    expect(linearTicks(0, 1e6, 4)).toEqual([0, 5e5, 1e6]);
    expect(logTicks(0.01, 10, 10)).toEqual([0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10]);
    expect(logTicks(0.01, 10, 7)).toEqual([0.01, 0.03, 0.1, 0.3, 1, 3, 10]);
    expect(logTicks(0.01, 10, 3)).toEqual([0.01, 0.1, 1, 10]);
    expect(logTicks(1e-18, 1e-6, 4)).toEqual([1e-16, 1e-12, 1e-8]);
  });

  it('are never empty', () => {
    expect(extent([Number.NaN, 3, -1, Infinity])).toEqual([-1, 3]);
    expect(extent([])).toBeUndefined();
    expect(padded([0, 10])).toEqual([-0.5, 10.5]);
    expect(padded([0, 0])).toEqual([-1, 1]);
    expect(padded([20, 20])).toEqual([19, 21]);
    expect(padded([20, 20 + 2 ** -48])).toEqual([19, 21 + 2 ** -48]);
  });
});

describe('labels', () => {
  it('stay where they are when they do not touch', () => {
    expect(spread([10, 50], [10, 10], [0, 100])).toEqual([10, 50]);
  });

  it('move as little as possible, in order, and stay inside', () => {
    expect(spread([50, 50], [10, 20], [0, 100])).toEqual([42.5, 57.5]);
    expect(spread([99, 98], [10, 10], [0, 100])).toEqual([95, 85]);
    expect(spread([], [], [0, 100])).toEqual([]);
  });
});

describe('colours', () => {
  it.each(['light', 'dark'] as const)(
    'of texts reach a contrast of 4.5 : 1 in the %s scheme',
    (scheme) => {
      const { ink, muted, accent, counter, paper, panel } = SCHEMES[scheme];
      for (const text of [ink, muted, accent, counter])
        expect(contrast(text, paper), text).toBeGreaterThanOrEqual(4.5);
      expect(contrast(ink, panel)).toBeGreaterThanOrEqual(4.5);
      expect(contrast('#ffffff', '#000000')).toBeCloseTo(21, 10);
    },
  );
});

/** Ratio of the relative luminances, WCAG 2.2. */
function contrast(a: string, b: string): number {
  const [dark, light] = [a, b].map(luminance).sort((x, y) => x - y);
  return (light! + 0.05) / (dark! + 0.05);
}

function luminance(colour: string): number {
  const parts = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255);
  const [r, g, b] = parts.map((part) =>
    part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}
