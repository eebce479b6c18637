import { resource } from "../resource.ts";
import { certificateProperties } from "../schemas/certificate.ts";
import { certificateView } from "./certificate-view.ts";

/** The collection of the certificates that HTTPS uses, without the last segment of the member. */
export const httpsCertificates = "/redfish/v1/Managers/1/NetworkProtocol/HTTPS/Certificates";

/** The certificate of page and Redfish. */
export const certificate = resource<typeof certificateProperties>({
  type: "Certificate.v1_11_0.Certificate",
  uri: "/redfish/v1/Managers/:ManagerId/NetworkProtocol/HTTPS/Certificates/:CertificateId",
  privilege: "ConfigureManager",
  collection: { name: "HTTPS Certificate Collection", members: () => ["1"], privilege: "ConfigureManager" },
  properties: certificateProperties,
  read: ({ certificate: { value } }, { id }) => ({
    Id: id,
    Name: "HTTPS Certificate",
    CertificateUsageTypes: ["Web"],
    ...certificateView(value.cert),
  }),
});
