/** Texts from outside stay texts, whatever is in them. */
import { describe, expect, it } from 'vitest';
import { coefficientPathSvg, renderReport, reportInput } from '../../src/report/index.ts';
import { documentOf, example, textsOf } from './inputs.ts';

const HOSTILE = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onload='alert(1)",
  '&lt;b&gt; & &amp;',
  '</title></style></svg><h1>out</h1>',
  '日本語 – ñ 🧪 \u202e right to left',
  'plot-clip-1 url(#plot-clip-1)',
  'two\nlines\tand\u00a0a no-break space',
];

describe('hostile names', async () => {
  // weak regularization keeps all eight, so that every name is drawn and tabled
  const lambdas = [1, 0.1, 1e-4];
  const { cv, X, y } = await example(8, { featureNames: HOSTILE, lambdas, select: () => 2 });
  const [target, dataName, modelName, command] = HOSTILE;
  const names = { target: target!, dataName: dataName!, modelName: modelName!, command: command! };
  const noted = { ...cv, notes: HOSTILE };
  const about = { title: HOSTILE[4]!, versions: { [HOSTILE[0]!]: HOSTILE[1]! }, seed: HOSTILE[2]! };
  const page = await renderReport(noted, { X, y, ...names, ...about });
  const document = documentOf(page);

  it('bring no element and no attribute with them', () => {
    expect(cv.model.nonzero.length).toBe(8);
    expect(document.querySelectorAll('script, img').length).toBe(0);
    expect(document.querySelectorAll('h1').length).toBe(1);
    const attributes = Array.from(document.querySelectorAll('*')).flatMap((e) => [...e.attributes]);
    expect(attributes.filter(({ name }) => /^on/.test(name))).toEqual([]);
    expect(page.match(/<script|<img|<\/style><\/svg><h1/g)).toBeNull();
  });

  it('are read as they were given', () => {
    const rows = Array.from(document.querySelectorAll('tbody th'), (th) => th.textContent);
    expect(rows).toEqual(expect.arrayContaining(HOSTILE));
    const notes = Array.from(document.querySelectorAll('li'), (item) => item.textContent);
    expect(notes).toEqual(HOSTILE);
    expect(document.querySelector('title')?.textContent).toBe(HOSTILE[4]);
    const titles = Array.from(document.querySelectorAll('svg path title'), (t) => t.textContent);
    expect(titles).toEqual(expect.arrayContaining(HOSTILE));
  });

  it('become one word of the shell in the command', () => {
    const quoted = `'${HOSTILE[2]!.replaceAll("'", "'\\''")}' '${HOSTILE[1]}'`;
    expect(textsOf(page)).toContain(`tikhonov verify ${quoted}`);
  });

  it('leave a lone SVG that XML can read', async () => {
    const svg = await coefficientPathSvg(reportInput(noted, { X, y, ...names }));
    expect(svg.match(/&(?!(amp|lt|gt|quot|apos|#\d+|#x[\da-f]+);)/gi)).toBeNull();
    expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
  });
});

it('characters that no markup can carry become the replacement character', async () => {
  const { cv, y } = await example(3);
  const page = await renderReport(cv, { y, target: 'a\u0000b\ud800c\u001b' });
  expect(documentOf(page).querySelector('h1')?.textContent).toBe('Model of a\ufffdb\ufffdc\ufffd');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: their absence is what is tested
  expect(page.match(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g)).toBeNull();
  expect(/\p{Cs}/u.test(page)).toBe(false);
});
