/**
 * The model of an eye before a headset's near-infrared camera. Lengths are millimetres, in the frame of the camera's eye: origin at the
 * centre of the eyeball of a headset that sits right, x to the right of the wearer, y up, z backwards (into the head), as viewer space.
 */

/** What stays the same for one person: everything follows from the seed. */
export interface EyePerson {
  readonly seed: number;
  readonly eyeballRadius: number;
  readonly corneaRadius: number;
  readonly irisRadius: number;
  /** Visual axis against optical axis, degrees: to the right and up, for this eye. Cannot be seen in an image. */
  readonly kappaYawDeg: number;
  readonly kappaPitchDeg: number;
  /** Where the centre of the eyeball sits when the headset sits right: faces differ. */
  readonly seat: readonly [number, number, number];
  /** Reflectances in near infrared, 0..1. */
  readonly skin: number;
  readonly sclera: number;
  readonly iris: number;
  readonly irisContrast: number;
  readonly lashDensity: number;
  readonly lashLength: number;
  /** Form of the lids: half width of the opening, heights of upper and lower edge when wide open, tilt. */
  readonly lidHalfWidth: number;
  readonly lidUpper: number;
  readonly lidLower: number;
  readonly lidTiltDeg: number;
}

/** What changes from image to image. Angles are of the optical axis in viewer space. */
export interface EyeConditions {
  readonly yawDeg: number;
  readonly pitchDeg: number;
  /** Diameter, 2 .. 8 mm. */
  readonly pupilMm: number;
  /** 0 = closed, 1 = wide open. */
  readonly openness: number;
  /** Slippage of the headset, mm: right, up, forward. */
  readonly slipMm: readonly [number, number, number];
  readonly glasses: boolean;
  /** Standard deviation of the sensor's noise, grey levels of 255 at middle grey. */
  readonly noise: number;
  /** How far the optical axis turned while the shutter was open, degrees. */
  readonly motionYawDeg: number;
  readonly motionPitchDeg: number;
  /** Strength of the ambient light against the LEDs, 0..1. */
  readonly ambient: number;
  /** Seed of what is random in this image alone. */
  readonly seed: number;
}

/** Where the camera stands and how it sees. */
export interface EyeCamera {
  readonly width: number;
  readonly height: number;
  /** Focal length, pixels. */
  readonly focal: number;
  /** Position, mm, in the frame above. */
  readonly position: readonly [number, number, number];
  /** Point that it looks at, mm. */
  readonly target: readonly [number, number, number];
  /** Roll about its axis, degrees. */
  readonly rollDeg: number;
  /** Radial distortion k1 of the lens, on normalized coordinates. */
  readonly k1: number;
  /** Positions of the infrared LEDs, mm. */
  readonly leds: readonly (readonly [number, number, number])[];
}
