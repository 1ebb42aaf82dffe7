/** Values of `view.mode`. */
export const VIEW_MODE = { full: 0, a3fr: 1 } as const;

/** Values of `view.product`. */
export const VIEW_PRODUCT = { pictures: 0, lists: 1 } as const;
