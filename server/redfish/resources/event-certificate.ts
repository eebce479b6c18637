import { X509Certificate } from "node:crypto";
import { Type } from "typebox";
import type { RedfishContext } from "../context.ts";
import { RedfishError } from "../errors.ts";
import type { PushSubscription, TrustedCertificate } from "../events/subscription.ts";
import { about, message } from "../message.ts";
import { create, resource } from "../resource.ts";
import { certificateProperties } from "../schemas/certificate.ts";
import { certificateView } from "./certificate-view.ts";

const longest = 16 * 1024;
/** Certificates that one receiver may have. */
const limit = 8;

type Parameters = Readonly<Record<string, string>>;

function pushOf(
  { eventService }: RedfishContext,
  { EventDestinationId = "" }: Parameters,
): PushSubscription | undefined {
  const subscription = eventService.find(EventDestinationId);
  return subscription?.kind === "push" ? subscription : undefined;
}

const trustedBy = (context: RedfishContext, parameters: Parameters): readonly TrustedCertificate[] =>
  pushOf(context, parameters)?.trusted ?? [];

/** @throws RedfishError 400 */
function requireCertificate(text: string): string {
  try {
    return new X509Certificate(text).toString();
  } catch {
    const wrong = message("PropertyValueFormatError", text.slice(0, 40), "CertificateString");
    throw new RedfishError(400, about("/CertificateString", wrong));
  }
}

/** What a receiver of events has to show, where its certificate is verified. */
export const eventCertificate = resource<typeof certificateProperties>({
  type: "Certificate.v1_11_0.Certificate",
  uri: "/redfish/v1/EventService/Subscriptions/:EventDestinationId/Certificates/:CertificateId",
  privilege: "ConfigureManager",
  collection: {
    name: "Event Destination Certificate Collection",
    privilege: "ConfigureManager",
    members: (context, parameters) => trustedBy(context, parameters).map(({ id }) => id),
    create: create({
      privilege: "ConfigureManager",
      properties: {
        CertificateString: Type.String({ maxLength: longest }),
        CertificateType: Type.Enum(["PEM"]),
      },
      handle(context, { CertificateString }, { parameters }) {
        const subscription = pushOf(context, parameters);
        if (!subscription) throw new RedfishError(400, message("ActionNotSupported", "POST"));
        const pem = requireCertificate(CertificateString);
        const { trusted } = subscription;
        if (trusted.length >= limit) throw new RedfishError(400, message("CreateLimitReachedForResource"));
        const id = `${Math.max(0, ...trusted.map(each => Number(each.id))) + 1}`;
        subscription.trusted = [...trusted, { id, pem }];
        context.eventService.save();
        return { id };
      },
    }),
  },
  properties: certificateProperties,
  read(context, { id, parameters }) {
    const found = trustedBy(context, parameters).find(each => each.id === id);
    return found && { Id: id, Name: "Event Destination Certificate", ...certificateView(found.pem) };
  },
  remove: {
    privilege: "ConfigureManager",
    handle(context, { id, parameters }) {
      const subscription = pushOf(context, parameters);
      if (!subscription) return;
      subscription.trusted = subscription.trusted.filter(each => each.id !== id);
      context.eventService.save();
    },
  },
});
