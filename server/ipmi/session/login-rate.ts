/** Messages of logins that came to nothing: how many at once, and how many more each second. */
const portLimits = { burst: 128, perSecond: 32 };
const addressLimits = { burst: 1024, perSecond: 256 };
const capacity = 4096;

/**
 * How many Open Session and RAKP 1 messages are answered: so many from one address, and less from one port
 * of it, so that a flood from one program does not take the answers of the others behind its address. What
 * a login has used is given back when it succeeds: who knows the password is not held up.
 */
export class LoginRate {
  readonly #ports: Buckets;
  readonly #addresses: Buckets;

  /** @param now milliseconds */
  constructor(now: () => number) {
    this.#ports = new Buckets(portLimits, now);
    this.#addresses = new Buckets(addressLimits, now);
  }

  /** Whether this sender may have one more answer, which is then counted. */
  take({ address, port }: Sender): boolean {
    return this.#ports.take(`${address} ${port}`) && this.#addresses.take(address);
  }

  giveBack({ address, port }: Sender, count: number): void {
    this.#ports.giveBack(`${address} ${port}`, count);
    this.#addresses.giveBack(address, count);
  }
}

interface Sender {
  readonly address: string;
  readonly port: number;
}

interface Bucket {
  tokens: number;
  /** When the tokens were counted. */
  at: number;
}

/** Token buckets by name. One that is not there is full; at the bound that which was used the longest ago goes. */
class Buckets {
  readonly #burst: number;
  readonly #perSecond: number;
  readonly #now: () => number;
  readonly #byName = new Map<string, Bucket>();

  constructor({ burst, perSecond }: { burst: number; perSecond: number }, now: () => number) {
    this.#burst = burst;
    this.#perSecond = perSecond;
    this.#now = now;
  }

  take(name: string): boolean {
    const now = this.#now();
    const { tokens, at } = this.#byName.get(name) ?? { tokens: this.#burst, at: now };
    const present = Math.min(this.#burst, tokens + ((now - at) / 1000) * this.#perSecond);
    const mayTake = present >= 1;
    this.#keep(name, { tokens: mayTake ? present - 1 : present, at: now });
    return mayTake;
  }

  giveBack(name: string, count: number): void {
    const bucket = this.#byName.get(name);
    if (bucket) bucket.tokens = Math.min(this.#burst, bucket.tokens + count);
  }

  #keep(name: string, bucket: Bucket): void {
    this.#byName.delete(name);
    this.#byName.set(name, bucket);
    const [oldest] = this.#byName.keys();
    if (oldest !== undefined && this.#byName.size > capacity) this.#byName.delete(oldest);
  }
}
