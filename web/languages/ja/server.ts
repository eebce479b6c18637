/** Sentences of the server half of the page. */
export const server: Readonly<Record<string, string>> = {
  "The user name or the password is wrong.": "ユーザー名またはパスワードが正しくありません。",
  "The password of this account has to be changed first, over Redfish.":
    "先に Redfish でこのアカウントのパスワードを変更する必要があります。",
  "Log in first.": "先にログインしてください。",
  "The session has ended.": "セッションが終了しました。",
  "The machine's screen does not answer.": "マシンの画面が応答しません。",
  "The machine is off: there is no screen.": "マシンの電源がオフのため、画面はありません。",
  "The BMC is restarting.": "BMC を再起動しています。",
  "Your role may look at the serial line, but not type.": "現在のロールではシリアル回線の表示のみ可能です。",
  "The machine does not read what is typed.": "マシンが入力を受け付けていません。",
};
