/** The signalling protocol number we speak as client and as server (two peer connections, path `/rtc`). */
export const protocolNumber = 16;

/** The server version the embedded engine names; clients switch features on it, so it is that of the LiveKit release whose behavior we mirror. */
export const mirroredServerVersion = '1.9.0';

/** The client version our own participants (the recorder) name. */
export const mirroredClientVersion = '2.23.0';
