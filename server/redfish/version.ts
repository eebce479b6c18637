/** The version of DSP0266 that the service follows. */
export const redfishVersion = "1.20.0";
