#!/usr/bin/python3
"""Sends a command to Sagas as plain JSON and waits for its outcome.

    send_command.py make-directory '{"uri": "viking://resources/harbour"}'

Needs python3-pika. AMQP_URL says where the broker is (amqp://guest:guest@localhost:5672/%2F), TIMEOUT how many seconds
to wait (30). Prints the outcome as JSON; exit status 0 = committed, 1 = anything else, 3 = no answer in time.
"""
import json
import os
import sys
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
    replies = channel.queue_declare("", exclusive=True).method.queue
    channel.basic_publish(
        "", queue, json.dumps(command), mandatory=True,
        properties=pika.BasicProperties(
            content_type="application/json", delivery_mode=2, reply_to=replies,
            correlation_id=command["transactionId"]))

    for _, properties, reply in channel.consume(replies, auto_ack=True, inactivity_timeout=timeout):
        if reply is None:
            print(f"no answer within {timeout} s; the transaction goes on", file=sys.stderr)
            return 3
        if properties.correlation_id == command["transactionId"]:
            outcome = json.loads(reply)
            print(json.dumps(outcome))
            connection.close()
            return 0 if outcome["outcome"] == "committed" else 1
    return 3


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1], sys.argv[2]))
