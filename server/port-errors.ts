/** Whether it is the port that cannot be had, and another might. */
export function mayNotBeBound(error: unknown): error is NodeJS.ErrnoException {
  const { code } = error as NodeJS.ErrnoException;
  return code === "EACCES" || code === "EADDRINUSE";
}
