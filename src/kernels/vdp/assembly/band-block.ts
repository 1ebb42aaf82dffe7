// Parameters of the band pass, filled by the host; mirrored by ../band-block.ts, which a test holds to this order.

/** One temporal channel. Pointers are byte offsets. */
@unmanaged
export class ChannelBlock {
  testFine: usize;
  testCoarse: usize;
  referenceFine: usize;
  referenceCoarse: usize;
  /** log2 sensitivity [luminance][rho][eccentricity]. */
  table: usize;
  maskerPower: f32;
  /** Where D goes; 0 = nowhere. */
  difference: usize;
}

@unmanaged
export class BandBlock {
  width: i32;
  height: i32;
  channels: i32;
  /** Factors and limits that are used as logarithms to the base 2. */
  logGain: f32;
  /** Samples of the table along rho and eccentricity, and the luminance axis. */
  luminanceFirst: f32;
  luminancePerUnit: f32;
  luminanceSize: i32;
  rhoSize: i32;
  eccentricityFirst: f32;
  eccentricityPerUnit: f32;
  eccentricitySize: i32;
  logMaskerGain: f32;
  differencePower: f32;
  logDifferenceLimit: f32;
  poolingPower: f32;
  backgroundFloor: f32;
  contrastLimit: f32;
  /** Coordinate on the rho axis where `rhoPlane` is 0 (nothing foveated). */
  rho: f32;
  rhoPlane: usize;
  columns: usize;
  rows: usize;
  gazeX: f32;
  gazeY: f32;
  /** Two blocks of channels. */
  channelBlocks: usize;
  /** Two doubles: the sums. */
  sums: usize;
  scratch: usize;
}
