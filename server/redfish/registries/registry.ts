import type { MessageDefinition } from "./base.ts";

type Definitions = Readonly<Record<string, MessageDefinition>>;

/** A message registry (DSP0266, "Message registries"), or the part of it that this service uses. */
export interface Registry<D extends Definitions = Definitions> {
  readonly prefix: string;
  /** "1.4.3" */
  readonly version: string;
  readonly messages: D;
}

/** One of DMTF's: the texts are those of the published file. */
export const dmtfRegistry = <const D extends Definitions>(
  prefix: string,
  version: string,
  messages: D,
): Registry<D> => ({ prefix, version, messages });

/** What a MessageId begins with: prefix, major and minor version (DSP0266, "MessageId format"). */
export const registryName = ({ prefix, version }: Pick<Registry, "prefix" | "version">): string =>
  `${prefix}.${version.split(".").slice(0, 2).join(".")}`;
