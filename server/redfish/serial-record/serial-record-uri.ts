/** Where all that is kept of the serial line can be had. */
export const serialRecordUri = "/redfish/v1/Systems/1/LogServices/Serial/Record";
