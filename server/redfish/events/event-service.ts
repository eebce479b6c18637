import type { Clock } from "../../bmc/clock.ts";
import type { PasswordVault } from "../../bmc/password-vault.ts";
import type { Sensors } from "../../bmc/sensors/sensors.ts";
import type { Setting, Settings } from "../../bmc/settings.ts";
import type { EventBus, Unsubscribe } from "../../events/bus.ts";
import type { EventName, Events } from "../../events/events.ts";
import { RedfishError } from "../errors.ts";
import { message } from "../message.ts";
import { type MetricReports, reportText, sensorReportDefinitionUri } from "../telemetry/metric-reports.ts";
import { Delivery, type RetryPolicy } from "./delivery.ts";
import { type EventChoice, type Wishes, wishesOf } from "./event-filter.ts";
import { eventText, type Occurrence, occurrence } from "./event-record.ts";
import { postEvent } from "./post-event.ts";
import { type Happening, type Surroundings, serviceStarted, sources } from "./sources.ts";
import type {
  EventSink,
  PushSubscription,
  StreamSubscription,
  Subscription,
  TrustedCertificate,
} from "./subscription.ts";

/** Subscriptions that there may be of each kind. */
const subscriptionLimit = 32;
/** Milliseconds between two signs of life on an event stream: proxies and clients give up what is silent. */
const heartbeat = 1500;

/** A subscription as it is kept across restarts. */
interface Saved {
  readonly id: string;
  readonly owner: string | undefined;
  readonly destination: string;
  readonly context: string | null;
  readonly choice: EventChoice;
  readonly retryPolicy: RetryPolicy;
  readonly verifyCertificate: boolean;
  readonly suspended: boolean;
  readonly sealedHeaders?: string;
  readonly trusted?: readonly TrustedCertificate[];
}

export type NewSubscription = Omit<Saved, "id" | "suspended" | "sealedHeaders" | "trusted"> & {
  readonly headers: Readonly<Record<string, string>>;
};

export interface EventServiceSettings {
  readonly enabled: boolean;
  /** How often a post is tried again. */
  readonly attempts: number;
  readonly intervalSeconds: number;
}

interface State extends EventServiceSettings {
  /** How often the service has started: what makes the Ids of events unique. */
  readonly starts: number;
  readonly lastId: number;
  readonly subscriptions: readonly Saved[];
}

const initial: State = {
  enabled: true,
  attempts: 3,
  intervalSeconds: 30,
  starts: 0,
  lastId: 0,
  subscriptions: [],
};

export interface EventServiceParts {
  readonly events: EventBus;
  readonly clock: Clock;
  readonly settings: Settings;
  readonly sensors: Sensors;
  readonly vault: PasswordVault;
  readonly metricReports: MetricReports;
}

/** Tells subscribers what happens (DSP0266, "Eventing"). */
export class EventService {
  readonly #parts: EventServiceParts;
  readonly #state: Setting<State>;
  readonly #byId = new Map<string, Subscription>();
  readonly #starts: number;
  #lastId: number;
  #lastEvent = 0;
  #unsubscribe: Unsubscribe | undefined;
  #heartbeat: NodeJS.Timeout | undefined;

  constructor(parts: EventServiceParts) {
    this.#parts = parts;
    this.#state = parts.settings.open("eventService", initial);
    const { starts, lastId, subscriptions } = this.#state.value;
    this.#starts = starts + 1;
    this.#lastId = lastId;
    this.#change({ starts: this.#starts });
    for (const saved of subscriptions) this.#add(saved);
  }

  get settings(): EventServiceSettings {
    return this.#state.value;
  }

  get subscriptions(): readonly Subscription[] {
    return [...this.#byId.values()];
  }

  /** Tells of everything that happens on the bus from now on, and first of all that the service is there. */
  start(): void {
    const { sensors, events } = this.#parts;
    const surroundings: Surroundings = {
      sensorSeverity: number => sensors.find(number)?.severity ?? "OK",
    };
    const listen = <N extends EventName>(name: N): Unsubscribe => {
      const source = sources[name] as (payload: Events[N], now: Surroundings) => readonly Happening[];
      return events.on(name, payload => {
        for (const happening of source(payload, surroundings)) this.#tell(happening);
      });
    };
    const listeners = Object.keys(sources).map(name => listen(name as EventName));
    this.#unsubscribe = () => {
      for (const unsubscribe of listeners) unsubscribe();
    };
    for (const happening of serviceStarted) this.#tell(happening);
    this.#parts.metricReports.start(() => this.#report(this.subscriptions));
  }

  /** Ends all streams and gives up what is under way; what is to outlive the BMC is saved already. */
  stop(): void {
    this.#unsubscribe?.();
    for (const subscription of this.subscriptions) {
      if (subscription.kind === "stream") this.remove(subscription.id);
      else subscription.delivery.stop();
    }
  }

  configure(change: Partial<EventServiceSettings>): void {
    this.#change(change);
  }

  find(id: string): Subscription | undefined {
    return this.#byId.get(id);
  }

  /** @throws RedfishError when there are too many, or when the same one is there */
  subscribe({ headers, ...wanted }: NewSubscription): PushSubscription {
    this.#requireRoom("push");
    this.#requireNew(wanted);
    const sealed = Object.keys(headers).length > 0 && {
      sealedHeaders: this.#parts.vault.seal(JSON.stringify(headers)).toString("base64"),
    };
    const subscription = this.#add({ ...wanted, ...sealed, id: this.#nextId(), suspended: false });
    this.save();
    return subscription;
  }

  /** @throws RedfishError when there are too many */
  openStream(stream: {
    readonly destination: string;
    readonly owner: string | undefined;
    readonly wishes: Wishes;
    readonly sink: EventSink;
  }): StreamSubscription {
    this.#requireRoom("stream");
    const { wishes, ...others } = stream;
    const subscription: StreamSubscription = {
      ...others,
      ...wishes,
      kind: "stream",
      id: this.#nextId(),
      context: "Event stream",
    };
    this.#byId.set(subscription.id, subscription);
    // Who asks for reports need not wait for the next one to know how things are.
    this.#report([subscription]);
    this.#heartbeat ??= setInterval(() => this.#beat(), heartbeat).unref();
    return subscription;
  }

  /** Ends a stream, or stops posting. */
  remove(id: string): void {
    const subscription = this.#byId.get(id);
    if (!subscription) return;
    this.#byId.delete(id);
    if (subscription.kind === "push") {
      subscription.delivery.stop();
      this.save();
      return;
    }
    subscription.sink.end();
    if (this.#streams.length > 0) return;
    clearInterval(this.#heartbeat);
    this.#heartbeat = undefined;
  }

  setSuspended(subscription: PushSubscription, suspended: boolean): void {
    subscription.suspended = suspended;
    if (suspended) subscription.delivery.stop();
    this.save();
  }

  /** Keeps what was changed in a subscription. */
  save(): void {
    const subscriptions = this.subscriptions.flatMap(each => (each.kind === "push" ? [savedFrom(each)] : []));
    this.#change({ subscriptions, lastId: this.#lastId });
  }

  /** Sends a record that says what it is given to say, and all else by itself. */
  submit(make: (id: string, at: number) => Occurrence): void {
    const happened = make(this.#nextEventId(), this.#parts.clock.now());
    const { record } = happened;
    for (const subscription of this.subscriptions) {
      if (!subscription.wants(happened)) continue;
      this.#send(subscription, record.EventId, eventText(record, subscription.context));
    }
  }

  get #streams(): readonly StreamSubscription[] {
    return this.subscriptions.filter(each => each.kind === "stream");
  }

  #tell(happening: Happening): void {
    this.submit((id, at) => occurrence(happening, id, at));
  }

  /** Sends the latest report to those who want it. */
  #report(subscriptions: readonly Subscription[]): void {
    const { latest } = this.#parts.metricReports;
    const id = this.#nextEventId();
    for (const subscription of subscriptions) {
      if (!subscription.wantsReport(sensorReportDefinitionUri)) continue;
      this.#send(subscription, id, reportText(latest, subscription.context));
    }
  }

  #send(subscription: Subscription, id: string, text: string): void {
    if (!this.settings.enabled) return;
    if (subscription.kind === "stream") subscription.sink.send(id, text);
    else if (!subscription.suspended) subscription.delivery.add(text);
  }

  #nextEventId(): string {
    this.#lastEvent += 1;
    return `${this.#starts}.${this.#lastEvent}`;
  }

  #beat(): void {
    for (const { sink } of this.#streams) sink.beat();
  }

  #add({ sealedHeaders, trusted = [], ...saved }: Saved): PushSubscription {
    const { vault } = this.#parts;
    const { destination, choice } = saved;
    const headers: Readonly<Record<string, string>> = sealedHeaders
      ? JSON.parse(vault.unseal(Buffer.from(sealedHeaders, "base64")))
      : {};
    const subscription: PushSubscription = {
      ...saved,
      kind: "push",
      sealedHeaders,
      trusted,
      ...wishesOf(choice),
      delivery: new Delivery({
        post: (body, signal) => {
          const { verifyCertificate } = subscription;
          const trusted = subscription.trusted.map(({ pem }) => pem);
          return postEvent({ destination, headers, verifyCertificate, trusted, body, signal });
        },
        policy: () => subscription.retryPolicy,
        retries: () => this.settings,
        exhausted: () => this.#exhausted(subscription),
      }),
    };
    this.#byId.set(saved.id, subscription);
    return subscription;
  }

  #exhausted(subscription: PushSubscription): void {
    if (subscription.retryPolicy === "TerminateAfterRetries") this.remove(subscription.id);
    else this.setSuspended(subscription, true);
  }

  #requireRoom(kind: Subscription["kind"]): void {
    const count = this.subscriptions.filter(each => each.kind === kind).length;
    if (count < subscriptionLimit) return;
    throw new RedfishError(503, message("EventSubscriptionLimitExceeded"));
  }

  /** A client that subscribes again after its own restart learns that it need not. */
  #requireNew({ destination, context, choice }: Pick<Saved, "destination" | "context" | "choice">): void {
    const same = this.subscriptions.some(
      each =>
        each.kind === "push" &&
        each.destination === destination &&
        each.context === context &&
        JSON.stringify(each.choice) === JSON.stringify(choice),
    );
    if (!same) return;
    throw new RedfishError(
      409,
      message("ResourceAlreadyExists", "EventDestination", "Destination", destination),
    );
  }

  #nextId(): string {
    this.#lastId += 1;
    return `${this.#lastId}`;
  }

  #change(change: Partial<State>): void {
    this.#state.save({ ...this.#state.value, ...change });
  }
}

function savedFrom(subscription: PushSubscription): Saved {
  const { id, owner, destination, context, choice } = subscription;
  const { retryPolicy, verifyCertificate, suspended, sealedHeaders, trusted } = subscription;
  return {
    trusted,
    ...{ id, owner, destination, context, choice, retryPolicy, verifyCertificate, suspended },
    ...(sealedHeaders !== undefined && { sealedHeaders }),
  };
}
