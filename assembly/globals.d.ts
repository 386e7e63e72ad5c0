/** What scripts/build-wasm.mjs says of each build by `--use`. */
declare type REAL = f32;
declare const RELAXED: i32;
