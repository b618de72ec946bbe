// Sends a command to Sagas as plain JSON and waits for its outcome.
//
//     npm ci && node send-command.mjs make-directory '{"uri": "viking://resources/harbour"}'
//
// AMQP_URL says where the broker is (amqp://guest:guest@localhost:5672/%2F), TIMEOUT how many seconds to wait (30).
// Prints the outcome as JSON; exit status 0 = committed, 1 = anything else, 3 = no answer in time.
import { randomUUID } from "node:crypto";
import amqp from "amqplib";

const [queue, body] = process.argv.slice(2);
if (!body) {
  console.error("usage: node send-command.mjs QUEUE JSON");
  process.exit(2);
}
const timeout = Number(process.env.TIMEOUT ?? 30);
const connection = await amqp.connect(process.env.AMQP_URL ?? "amqp://guest:guest@localhost:5672/%2F");
const channel = await connection.createConfirmChannel();

// The id makes it safe to send the command again, should the answer be lost.
const command = { transactionId: randomUUID(), ...JSON.parse(body) };
// Direct reply-to: the answer comes through this channel, so a producer needs no queue and no right to make one.
const replies = "amq.rabbitmq.reply-to";
let answer;
const answered = new Promise((resolve) => (answer = resolve));
await channel.consume(replies, (message) => {
  if (message?.properties.correlationId === command.transactionId) answer(JSON.parse(message.content));
}, { noAck: true });
// No such command, or no right to send it: the broker gives the message back, or closes the channel.
const refused = (reason) => {
  console.error(`refused: ${reason}`);
  process.exit(1);
};
channel.on("return", () => refused(`nobody takes ${queue}`));
for (const source of [channel, connection]) source.on("error", (error) => refused(error.message));
// A command has an exchange of its own name; who may write there may write nowhere else.
channel.publish(queue, "", Buffer.from(JSON.stringify(command)), {
  contentType: "application/json",
  persistent: true,
  mandatory: true,
  replyTo: replies,
  correlationId: command.transactionId,
});
await channel.waitForConfirms(); // the broker has the command on disk

const late = new Promise((resolve) => setTimeout(resolve, timeout * 1000, null).unref());
const outcome = await Promise.race([answered, late]);
await connection.close();
if (outcome === null) {
  console.error(`no answer within ${timeout} s; the transaction goes on`);
  process.exit(3);
}
console.log(JSON.stringify(outcome));
process.exit(outcome.outcome === "committed" ? 0 : 1);
