/** Logging in, users and roles. */
export const account: Readonly<Record<string, string>> = {
  "Log in": "ログイン",
  "Management of {host}": "{host} の管理",
  "User name": "ユーザー名",
  Password: "パスワード",
  "The BMC does not answer.": "BMC が応答しません。",
  "The BMC has restarted. Log in to go on.": "BMC が再起動しました。続けるにはログインしてください。",
  "Your session has ended. Log in to go on.": "セッションが終了しました。続けるにはログインしてください。",
  "Your password is changed. Log in with the new one.":
    "パスワードを変更しました。新しいパスワードでログインしてください。",
  "You will be logged out in {seconds} s.": "あと {seconds} 秒でログアウトします。",
  "You will be logged out in less than {seconds} s.": "{seconds} 秒以内にログアウトします。",
  "Stay logged in": "ログイン状態を維持",

  Account: "アカウント",
  "Account: {name}": "アカウント: {name}",
  "Change password": "パスワードを変更",
  "Log out": "ログアウト",

  Users: "ユーザー",
  "Reading the users …": "ユーザーを読み取っています…",
  "The same for this page, Redfish and IPMI.": "この画面、Redfish、IPMI で共通です。",
  "Your role shows you your own account only. Its name and password are the same for this page, Redfish and IPMI.":
    "現在のロールでは自分のアカウントのみ表示されます。ユーザー名とパスワードは、この画面、Redfish、IPMI で共通です。",
  "Add a user": "ユーザーを追加",
  Add: "追加",
  Role: "ロール",
  "Log-in": "ログイン",
  Actions: "操作",
  You: "本人",
  Enabled: "有効",
  Disabled: "無効",
  Yes: "可",
  No: "不可",
  "Change {name}": "{name} を変更",
  "New password for {name}": "{name} の新しいパスワード",
  "Delete {name}": "{name} を削除",
  "Delete {name}?": "{name} を削除しますか?",
  Delete: "削除",
  "This is your own account: you will be logged out at once.":
    "ご自身のアカウントです。削除すると直ちにログアウトされます。",
  "Its sessions end at once, over IPMI, too.": "このユーザーのセッションは、IPMI も含めて直ちに終了します。",
  "The last administrator who can log in: it cannot be deleted, disabled or given another role.":
    "ログインできる最後の管理者のため、削除、無効化、ロールの変更はできません。",
  "The last administrator cannot be deleted": "最後の管理者は削除できません",
  "This is the last administrator who can log in. Make another one first to take its rights away.":
    "ログインできる最後の管理者です。権限を変更するには、先に別の管理者を作成してください。",
  "This is your own account: with fewer rights you have to log in again.":
    "ご自身のアカウントです。権限を下げると再度ログインが必要になります。",
  "May log in": "ログインを許可",
  "Over IPMI, too": "IPMI でも使用",
  "Redfish and this page cannot be switched off apart from each other.":
    "Redfish とこの画面を個別に無効にすることはできません。",
  "The rights of {name} are changed.": "{name} の権限を変更しました。",
  Save: "保存",
  Set: "設定",
  "New password": "新しいパスワード",
  "Show the password": "パスワードを表示",
  "{name} has a new password.": "{name} のパスワードを変更しました。",
  "Your other sessions end; this page stays logged in.":
    "他のセッションは終了しますが、この画面のログインは維持されます。",
  "All its sessions end, over IPMI, too.": "このユーザーのすべてのセッションが、IPMI も含めて終了します。",
  "At most {count} characters: IPMI has room for no more.": "IPMI の制限により最大 {count} 文字です。",
  Administrator: "管理者",
  "May do everything": "すべての操作が可能",
  Operator: "オペレーター",
  "Power, consoles, boot, sensors; no users, no BMC settings":
    "電源、コンソール、ブート、センサーの操作が可能(ユーザーと BMC の設定は不可)",
  "Read only": "読み取り専用",
  "May look, and change its own password": "表示と自分のパスワード変更のみ可能",
  "No access": "アクセス不可",
  "May not log in": "ログイン不可",
  "Your role may look, but not switch.": "現在のロールでは表示のみ可能です。",
  "Only administrators may do this.": "管理者のみ実行できます。",

  "Log in and look": "ログインと表示",
  "Own password, own sessions": "自分のパスワードとセッション",
  "The machine: power, consoles, boot, sensors, logs": "マシン: 電源、コンソール、ブート、センサー、ログ",
  "The BMC: media, network, certificate, sessions, restart":
    "BMC: メディア、ネットワーク、証明書、セッション、再起動",
  "Users and their passwords": "ユーザーとパスワード",
};
