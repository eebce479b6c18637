import { ConfirmDialog } from "../components/confirm-dialog.tsx";
import { ToastList } from "../components/toast-list.tsx";
import { Console } from "../views/console.tsx";
import { LoginForm } from "../views/login-form.tsx";
import { Notices } from "../views/notices.tsx";
import { Overview } from "../views/overview.tsx";
import { TopBar } from "../views/top-bar.tsx";
import { usePage } from "./page.ts";
import { route } from "./route.ts";

export function Root() {
  const { session } = usePage();
  return (
    <>
      {session.value === null && <LoginForm />}
      {session.value && (
        <div class="shell">
          <TopBar />
          <Notices />
          <main>{route.value === "console" ? <Console /> : <Overview />}</main>
        </div>
      )}
      <ConfirmDialog />
      <ToastList />
    </>
  );
}
