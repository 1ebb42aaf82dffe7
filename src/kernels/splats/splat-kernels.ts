/** Exports of the splat module; see `assembly/` for what each step reads and writes. Pointers are byte offsets. */
export interface SplatKernels {
  project(frame: number, chunk: number, scratch: number): number;
  chunkKeys(frame: number, chunk: number): void;
  countKeys(frame: number, begin: number, end: number, counts: number): void;
  offsetsOf(allCounts: number, threads: number, self: number, to: number): void;
  scatterKeys(frame: number, begin: number, end: number, places: number): void;
  countTiles(frame: number, begin: number, end: number, cursors: number, most: number): void;
  offsetTiles(frame: number, counts: number, threads: number, tiles: number): number;
  fillTiles(frame: number, begin: number, end: number, cursors: number): void;
  blendTile(frame: number, eye: number, tile: number, from: number, to: number, scratch: number): number;
  reconstructAnchors(frame: number, eye: number, tile: number): void;
  reconstructTile(frame: number, eye: number, tile: number, level: number): void;
  seeSplats(
    frame: number,
    codes: number,
    light: number,
    closed: number,
    begin: number,
    end: number,
    detail: number,
  ): void;
  openBlocks(light: number, closed: number, side: number, dark: number): void;
  closeBlocks(light: number, closed: number, side: number): number;
  raiseCodes(codes: number, others: number, count: number): void;
}
