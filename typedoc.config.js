import { katex } from '@mdit/plugin-katex';

/** @type {Partial<import('typedoc').TypeDocOptions>} */
export default {
  name: 'tikhonov',
  entryPoints: ['src/index.ts', 'src/data/index.ts', 'src/report/index.ts'],
  tsconfig: 'tsconfig.build.json',
  out: 'site',
  readme: 'README.md',
  projectDocuments: ['ARCHITECTURE.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'SECURITY.md'],
  excludeInternal: true,
  excludePrivate: true,
  disableSources: true,
  treatWarningsAsErrors: true,
  validation: { notExported: true, invalidLink: true, notDocumented: true },
  requiredToBeDocumented: ['Class', 'Interface', 'TypeAlias', 'Function', 'Variable'],
  // Formulas become MathML when the site is built: no script, no fonts, nothing from elsewhere.
  markdownItLoader(parser) {
    parser.use(katex, { output: 'mathml', throwOnError: true });
  },
};
