import { useSignal } from "@preact/signals";
import { t } from "../app/language.ts";
import { usePage } from "../app/page.ts";
import { useResource } from "../app/resource.ts";
import { Button, Tool } from "../components/button.tsx";
import { Card } from "../components/card.tsx";
import { CheckField, SelectField, TextField } from "../components/field.tsx";
import { FormDialog } from "../components/form-dialog.tsx";
import { Icon } from "../components/icon.tsx";
import { Read } from "../components/read.tsx";
import { type EventDestination, subscriptionsUri, testEventUri } from "../redfish/manager-resources.ts";
import { type Collection, readable } from "../redfish/resources.ts";

/** Who is told of events: clients that are posted to and those that read a stream. */
export function SubscriptionsCard() {
  const page = usePage();
  const isAdding = useSignal(false);
  const subscriptions = useResource<Collection<EventDestination>>(`${subscriptionsUri}?$expand=.`);
  const test = (): Promise<void> =>
    page.attempt(async () => {
      await page.redfish.post(testEventUri, { MessageId: "ResourceEvent.1.4.TestMessage" });
      page.toasts.show("info", t("A test event is on its way to all subscribers."));
    });
  return (
    <Card
      title={t("Event subscriptions")}
      about={t("Programs that the BMC tells of events by HTTP POST or as a stream.")}
      isWide
      tools={
        page.mayControl() && (
          <>
            {page.mayAdminister() && <Button onClick={() => void test()}>{t("Send a test event")}</Button>}
            <Button
              icon="plus"
              onClick={() => {
                isAdding.value = true;
              }}
            >
              {t("Add a subscription")}
            </Button>
          </>
        )
      }
    >
      <Read of={subscriptions}>
        {collection =>
          collection.Members.length === 0 ? (
            <p class="muted">{t("Nobody has subscribed to events.")}</p>
          ) : (
            <table class="table labelled">
              <thead>
                <tr>
                  <th scope="col">{t("Destination")}</th>
                  <th scope="col">{t("Gets")}</th>
                  <th scope="col">{t("State")}</th>
                  <th scope="col">
                    <span class="hidden">{t("Actions")}</span>
                  </th>
                </tr>
              </thead>
              <tbody>
                {readable(collection).map(subscription => (
                  <Row key={subscription.Id} subscription={subscription} onChanged={subscriptions.refresh} />
                ))}
              </tbody>
            </table>
          )
        }
      </Read>
      {isAdding.value && (
        <AddDialog
          onChanged={subscriptions.refresh}
          onClose={() => {
            isAdding.value = false;
          }}
        />
      )}
    </Card>
  );
}

/** What a subscription asks for, in its own words. */
function choiceWords({ EventFormatType, SubscriptionType, ...choice }: EventDestination): string {
  const { RegistryPrefixes = [], ResourceTypes = [], Severities = [], MessageIds = [] } = choice;
  const chosen = [...RegistryPrefixes, ...ResourceTypes, ...Severities, ...MessageIds];
  const what = EventFormatType === "MetricReport" ? t("Metric reports") : t("Events");
  return `${SubscriptionType === "SSE" ? t("Stream") : what}${chosen.length > 0 ? `: ${chosen.join(", ")}` : ""}`;
}

interface RowProps {
  readonly subscription: EventDestination;
  readonly onChanged: () => Promise<void>;
}

function Row({ subscription, onChanged }: RowProps) {
  const page = usePage();
  const { Id: id, Destination: destination, Context: context, Status, SubscriptionType } = subscription;
  const isSuspended = Status.State === "Disabled";
  const uri = `${subscriptionsUri}/${id}`;
  const act = (work: () => Promise<void>): void =>
    void page.attempt(async () => {
      await work();
      await onChanged();
    });
  const change = isSuspended ? "ResumeSubscription" : "SuspendSubscription";
  const remove = (): void => {
    page.confirmation.value = {
      title: t("Remove the subscription?"),
      text: t("{destination} hears of no more events.", { destination }),
      label: t("Remove"),
      run: () => act(() => page.redfish.delete(uri)),
    };
  };
  return (
    <tr>
      <th scope="row">
        <code>{destination}</code>
        {context && <span class="muted origin">{context}</span>}
      </th>
      <td data-title={t("Gets")}>{choiceWords(subscription)}</td>
      <td data-title={t("State")}>
        <span class={`health ${isSuspended ? "Warning" : "OK"}`}>
          <Icon name={isSuspended ? "pause" : "check"} />
          {isSuspended ? t("Suspended") : t("Active")}
        </span>
      </td>
      <td class="actions">
        {page.mayAdminister() && SubscriptionType !== "SSE" && (
          <Tool
            icon={isSuspended ? "play" : "pause"}
            label={
              isSuspended
                ? t("Resume {destination}", { destination })
                : t("Suspend {destination}", { destination })
            }
            onClick={() => act(() => page.redfish.post(`${uri}/Actions/EventDestination.${change}`, {}))}
          />
        )}
        {page.mayAdminister() && (
          <Tool icon="trash" label={t("Remove {destination}", { destination })} onClick={remove} />
        )}
      </td>
    </tr>
  );
}

interface AddDialogProps {
  readonly onChanged: () => Promise<void>;
  readonly onClose: () => void;
}

function AddDialog({ onChanged, onClose }: AddDialogProps) {
  const { redfish } = usePage();
  const add = async (data: FormData): Promise<void> => {
    const severities = String(data.get("Severities"));
    const context = String(data.get("Context"));
    await redfish.post(subscriptionsUri, {
      Destination: String(data.get("Destination")),
      Protocol: "Redfish",
      VerifyCertificate: data.has("VerifyCertificate"),
      ...(context !== "" && { Context: context }),
      ...(severities !== "" && { Severities: severities.split(" ") }),
    });
    await onChanged();
  };
  return (
    <FormDialog title={t("Add a subscription")} submitLabel={t("Add")} onSubmit={add} onClose={onClose}>
      <TextField
        name="Destination"
        label={t("Destination")}
        hint={t("Events are posted to this address as JSON.")}
        input={{ type: "url", required: true, placeholder: "https://", autocomplete: "off" }}
      />
      <SelectField<"" | "Warning Critical" | "Critical">
        name="Severities"
        label={t("Which")}
        options={{
          "": t("All events"),
          "Warning Critical": t("Warnings and worse"),
          Critical: t("Only critical ones"),
        }}
        initial=""
      />
      <TextField
        name="Context"
        label={t("Context")}
        hint={t("Goes along with each event, so that the receiver knows what it is from.")}
        input={{ autocomplete: "off" }}
      />
      <CheckField
        name="VerifyCertificate"
        label={t("Check the certificate of the receiver")}
        initial={false}
      />
    </FormDialog>
  );
}
