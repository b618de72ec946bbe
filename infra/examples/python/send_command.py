#!/usr/bin/python3
"""Sends a command to Sagas as plain JSON and waits for its outcome.

    send_command.py make-directory '{"uri": "viking://resources/harbour"}'

Needs python3-pika. AMQP_URL says where the broker is (amqp://guest:guest@localhost:5672/%2F), TIMEOUT how many seconds
to wait (30). Prints the outcome as JSON; exit status 0 = committed, 1 = anything else, 3 = no answer in time.
"""
import json
import os
import sys
import time
import uuid

import pika


def main(queue, body):
    url = os.environ.get("AMQP_URL", "amqp://guest:guest@localhost:5672/%2F")
    timeout = float(os.environ.get("TIMEOUT", "30"))
    connection = pika.BlockingConnection(pika.URLParameters(url))
    channel = connection.channel()
    channel.confirm_delivery()  # basic_publish returns when the broker has the command on disk

    # The id makes it safe to send the command again, should the answer be lost.
    command = {"transactionId": str(uuid.uuid4()), **json.loads(body)}
    answers = []

    def take(_channel, _method, properties, answer):
        if properties.correlation_id == command["transactionId"]:
            answers.append(json.loads(answer))

    # Direct reply-to: the answer comes through this channel, so a producer needs no queue and no right to make one.
    channel.basic_consume("amq.rabbitmq.reply-to", take, auto_ack=True)
    # A command has an exchange of its own name; who may write there may write nowhere else.
    channel.basic_publish(
        queue, "", json.dumps(command), mandatory=True,
        properties=pika.BasicProperties(
            content_type="application/json", delivery_mode=2, reply_to="amq.rabbitmq.reply-to",
            correlation_id=command["transactionId"]))

    deadline = time.monotonic() + timeout
    while not answers and time.monotonic() < deadline:
        connection.process_data_events(time_limit=deadline - time.monotonic())
    connection.close()
    if not answers:
        print(f"no answer within {timeout} s; the transaction goes on", file=sys.stderr)
        return 3
    print(json.dumps(answers[0]))
    return 0 if answers[0]["outcome"] == "committed" else 1


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    try:
        sys.exit(main(sys.argv[1], sys.argv[2]))
    except (pika.exceptions.AMQPError, OSError) as error:
        # No such command, or no right to send it: the broker closes the channel.
        sys.exit(f"refused: {error!r}")
