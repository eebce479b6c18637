/** What is asked before something that hurts. */
export interface Confirmation {
  readonly title: string;
  readonly text: string;
  readonly label: string;
  readonly run: () => void;
}
