/** Features that give eye gaze; the second is an older name of the first. */
export const GAZE_FEATURES = ['gaze-tracking', 'eye-tracking'] as const;

/**
 * The session's init. Gaze is optional because a required feature that the headset lacks would refuse the whole
 * session.
 */
export const SESSION_INIT: XRSessionInit = {
  requiredFeatures: ['local-floor'],
  optionalFeatures: [...GAZE_FEATURES, 'hand-tracking', 'layers'],
};
