/** The service's OpenAPI document, which `npm run openapi` writes. */
export const openApiFile = new URL("../../../openapi/redfish.yaml", import.meta.url);
