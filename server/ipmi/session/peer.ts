/** The far end of a UDP exchange. What is sent to it leaves from the address that it wrote to. */
export interface Peer {
  readonly address: string;
  readonly port: number;
  /** The address that it wrote to. */
  readonly localAddress?: string;
  send(datagram: Buffer): void;
}
