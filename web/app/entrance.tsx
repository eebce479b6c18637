import { ToastList } from "../components/toast-list.tsx";
import { LoadedView, type Loader } from "../views/loaded-view.tsx";
import { LoginForm } from "../views/login-form.tsx";
import { usePage } from "./page.ts";

const loadRoot: Loader = async () => (await import("./root.tsx")).Root;

/** What cannot be had now is asked for again, and told of, after the login. */
const preload = async (): Promise<void> => {
  const root = await import("./root.tsx").catch(() => undefined);
  await root?.preload().catch(() => undefined);
};

/** The login, and behind it all the rest, which comes while somebody types a name. */
export function Entrance() {
  const { session } = usePage();
  return (
    <>
      {session.value === null && <LoginForm onInput={() => void preload()} />}
      {session.value && <LoadedView load={loadRoot} />}
      <ToastList />
    </>
  );
}
