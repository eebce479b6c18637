import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { t } from "../app/language.ts";
import { usePage } from "../app/page.ts";
import { Icon } from "../components/icon.tsx";
import { LoadedView, type Loader } from "./loaded-view.tsx";

const dialog: Loader = async () => (await import("./offered-file-dialog.tsx")).OfferedFileDialog;
const dock: Loader = async () => (await import("./transfer-dock.tsx")).TransferDock;

const hasFiles = ({ dataTransfer }: DragEvent): boolean => dataTransfer?.types.includes("Files") ?? false;

/** What lies over all views: a place for files that are dropped, the question what they are for, and what is under way. */
export function MediaLayer() {
  const { offered, transfers, mayAdminister } = usePage();
  const isDragged = useSignal(false);
  const mayDrop = mayAdminister();

  useEffect(() => {
    const over = (event: DragEvent): void => {
      if (!hasFiles(event)) return;
      // Without it the browser would leave the page for the file.
      event.preventDefault();
      isDragged.value = mayDrop;
    };
    const leave = ({ relatedTarget }: DragEvent): void => {
      if (relatedTarget === null) isDragged.value = false;
    };
    const drop = (event: DragEvent): void => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      isDragged.value = false;
      const file = event.dataTransfer?.files[0];
      if (file && mayDrop) offered.value = file;
    };
    document.addEventListener("dragover", over);
    document.addEventListener("dragleave", leave);
    document.addEventListener("drop", drop);
    return () => {
      document.removeEventListener("dragover", over);
      document.removeEventListener("dragleave", leave);
      document.removeEventListener("drop", drop);
    };
  }, [mayDrop, isDragged, offered]);

  return (
    <>
      {isDragged.value && (
        <div class="drop-hint">
          <p>
            <Icon name="disc" />
            {t("Drop the image anywhere: you will be asked what it is for.")}
          </p>
        </div>
      )}
      {offered.value && <LoadedView load={dialog} />}
      {transfers.value.length > 0 && <LoadedView load={dock} />}
    </>
  );
}
