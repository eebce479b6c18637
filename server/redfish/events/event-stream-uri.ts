/** Where the stream of events is. */
export const eventStreamUri = "/redfish/v1/EventService/SSE";
