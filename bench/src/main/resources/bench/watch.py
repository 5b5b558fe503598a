"""What one writes first: python3 watch.py SERVERS PREFIX COUNT COMMAND...

Runs COMMAND for each change of the nodes PREFIX0, PREFIX1 and so on, with their data on its standard input. No session,
no group, no clean environment, no bound, no output kept, no history, and a change during a run just runs beside it.
"""
import signal
import subprocess
import sys

from kazoo.client import KazooClient

servers, prefix, count, command = sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4:]
signal.signal(signal.SIGCHLD, signal.SIG_IGN)
client = KazooClient(hosts=servers)
client.start()


def watch(path):
    seen = []

    @client.DataWatch(path)
    def changed(data, stat):
        if seen:
            process = subprocess.Popen(command, stdin=subprocess.PIPE)
            try:
                process.stdin.write(data)
                process.stdin.close()
            except BrokenPipeError:
                pass
        seen.append(stat)


for i in range(count):
    watch(prefix + str(i))
print("ready", flush=True)
signal.pause()
