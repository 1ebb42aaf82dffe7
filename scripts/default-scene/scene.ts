import type { Piece } from './core/piece.ts';
import { armchair } from './pieces/armchair.ts';
import { bench } from './pieces/bench.ts';
import { tableBooks } from './pieces/books.ts';
import { bookshelf } from './pieces/bookshelf.ts';
import { coffeeTable, mug, teapot } from './pieces/coffee-table.ts';
import { garden } from './pieces/garden.ts';
import { guitar } from './pieces/guitar.ts';
import { floorLamp, pendant } from './pieces/lamps.ts';
import { clock, musicStand, painting, poster } from './pieces/pictures.ts';
import { herbs, plant } from './pieces/plants.ts';
import { room } from './pieces/room.ts';
import { rug } from './pieces/rug.ts';
import { globe, sideboard } from './pieces/sideboard.ts';
import { curtains, windowPiece } from './pieces/window.ts';

/** Every piece of the scene in file order; surroundings first. */
export const PIECES: readonly ((seed: number) => Piece)[] = [
  garden,
  room,
  windowPiece,
  curtains,
  rug,
  armchair,
  coffeeTable,
  teapot,
  mug,
  tableBooks,
  bookshelf,
  sideboard,
  globe,
  floorLamp,
  pendant,
  plant,
  herbs,
  guitar,
  clock,
  poster,
  painting,
  musicStand,
  bench,
];

/** Where a person stands at first, metres: feet on the floor, and a point to look at. */
export const SPAWN = { position: [0, 0, 0], eyeHeight: 1.6, look: [0.12, 1.2, -3] } as const;
