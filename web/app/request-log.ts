import { signal } from "@preact/signals";
import { changes, type Sent, withoutSecrets } from "../redfish/requests.ts";

const most = 50;

export interface Recorded extends Sent {
  readonly id: number;
}

/** What the page asked of Redfish, the newest first, without the secrets in it. */
export class RequestLog {
  readonly changes = signal<readonly Recorded[]>([]);
  /** One that is made again and again stands here once. */
  readonly reads = signal<readonly Recorded[]>([]);
  #lastId = 0;

  add(request: Sent): void {
    this.#lastId += 1;
    const recorded = { ...request, body: withoutSecrets(request.body), id: this.#lastId };
    if (changes(request.method)) this.changes.value = [recorded, ...this.changes.value].slice(0, most);
    else {
      const others = this.reads.value.filter(({ uri }) => uri !== request.uri);
      this.reads.value = [recorded, ...others].slice(0, most);
    }
  }

  clear(): void {
    this.changes.value = [];
    this.reads.value = [];
  }
}
