/** Where clients send images to; no resource. */
export const multipartPushUri = "/redfish/v1/UpdateService/update-multipart";
