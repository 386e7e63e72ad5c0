import { certificateSection } from './certificateSection.ts';
import { coefficientSection } from './coefficientSection.ts';
import { curveSection } from './curveSection.ts';
import { headlineSection } from './headlineSection.ts';
import { noteSection } from './noteSection.ts';
import { outOfFoldSection } from './outOfFoldSection.ts';
import { pathSection } from './pathSection.ts';
import type { Section } from './section.ts';
import { settingSection } from './settingSection.ts';
import { verifySection } from './verifySection.ts';

/** The page from top to bottom. */
export const SECTIONS: readonly Section[] = [
  headlineSection,
  noteSection,
  pathSection,
  curveSection,
  coefficientSection,
  outOfFoldSection,
  certificateSection,
  settingSection,
  verifySection,
];
