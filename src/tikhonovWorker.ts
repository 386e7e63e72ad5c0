/** The script of a worker thread: see src/runtime/thread.ts, which starts it. */
import { serve } from './runtime/serve.ts';
import { KINDS } from './select/threads/kinds.ts';
import { roundParts } from './train/rounds.ts';

serve({ ...KINDS, roundParts });
