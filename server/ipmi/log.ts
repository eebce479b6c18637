/** Where the IPMI server says what no answer and no event can say. */
export interface IpmiLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}
