import type { Delivery, RetryPolicy } from "./delivery.ts";
import type { EventChoice, Wishes } from "./event-filter.ts";

export interface TrustedCertificate {
  readonly id: string;
  readonly pem: string;
}

interface Common extends Wishes {
  readonly id: string;
  readonly destination: string;
  context: string | null;
}

/** A subscription to which events are posted. It outlives the BMC. */
export interface PushSubscription extends Common {
  readonly kind: "push";
  readonly owner: string | undefined;
  readonly choice: EventChoice;
  retryPolicy: RetryPolicy;
  verifyCertificate: boolean;
  /** Whom the receiver's certificate has to be from, or be; whom the host trusts where there are none. */
  trusted: readonly TrustedCertificate[];
  suspended: boolean;
  /** Header fields of every post, which may hold secrets, sealed. */
  readonly sealedHeaders: string | undefined;
  readonly delivery: Delivery;
}

/** Where the events of an open stream go. */
export interface EventSink {
  send(id: string, text: string): void;
  /** Sends what means nothing, so that all see that the stream is alive. */
  beat(): void;
  end(): void;
}

/** A subscription that lasts as long as its connection. */
export interface StreamSubscription extends Common {
  readonly kind: "stream";
  readonly owner: string | undefined;
  readonly sink: EventSink;
}

export type Subscription = PushSubscription | StreamSubscription;
