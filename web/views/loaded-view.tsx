import { useSignal } from "@preact/signals";
import type { ComponentType } from "preact";
import { useEffect } from "preact/hooks";
import { t } from "../app/language.ts";
import { Button } from "../components/button.tsx";

export type Loader = () => Promise<ComponentType>;

/** A view whose code comes when it is first looked at. */
export function LoadedView({ load }: { readonly load: Loader }) {
  const View = useSignal<ComponentType | undefined>(undefined);
  const isLoadable = useSignal(true);
  useEffect(() => {
    load()
      .then(loaded => {
        View.value = loaded;
      })
      .catch(() => {
        isLoadable.value = false;
      });
  }, [load, View, isLoadable]);
  if (View.value) return <View.value />;
  if (isLoadable.value) return null;
  return (
    <div class="blank" role="alert">
      <p>{t("This view could not be loaded. The BMC may have been updated or does not answer.")}</p>
      <Button icon="restart" kind="primary" onClick={() => location.reload()}>
        {t("Reload the page")}
      </Button>
    </div>
  );
}
