/** The only FRU device: the machine's own, behind the BMC. */
export const ownFruDevice = 0;
