// The three passes of an eye image, four pixels at a time. What they compute stands in ../reference; ../eye-buffers.ts says what lies
// behind the pointers. Rows are multiples of 8 pixels long.

export { eyeball } from './eyeball';
export { finish } from './finish';
export { lids } from './lids';
