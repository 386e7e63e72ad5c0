/** What the exit status of every command means; interruptions add 128 + the signal's number. */
export const EXIT = { done: 0, uncertified: 1, refused: 2 } as const;

/** The same for `--help`. */
export const EXIT_HELP = `
Exit status:
  0    done
  1    a certificate does not hold: a fit missed its tolerance (its files are written all the
       same), or verify found the model or the data changed
  2    wrong usage or input, nothing written
  130  interrupted by Ctrl-C (143 by SIGTERM), nothing written
`;
