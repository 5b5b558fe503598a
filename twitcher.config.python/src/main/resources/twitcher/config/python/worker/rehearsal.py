# What configs are made of, for a rehearsal.
import os, re, signal, subprocess, sys, time
from os.path import basename

NAMES = ['a', 'b']
TABLE = {'key': 1, 'other': [2.5, None, True]}


class Service(object):
    """With a method as its action."""

    def __init__(self, name):
        self.name = name

    def restart(self):
        return '%s: %d' % (self.name.upper(), len(self.name))


def function(path='/dev/null', *rest, **more):
    """Reads its input, and writes a file."""
    global NAMES
    text = sys.stdin.read()
    lines = [line.strip() for line in text.splitlines() if line and not line.startswith('#')]
    with open(path, 'w') as out:
        out.write(text.decode('utf-8').encode('utf-8'))
    print 'wrote %s' % path, len(lines), os.environ.get('TWITCHER_ZNODE', '-'), os.getpid()
    try:
        NAMES = [Service(name).restart() for name in sorted(NAMES)]
        int('x')
    except (ValueError, KeyError), e:
        print >>sys.stderr, 'error:', e
    finally:
        sys.stdout.flush()
    for i, name in enumerate(NAMES):
        if i > 10 or name in TABLE:
            break
    while NAMES and len(NAMES) > 2:
        NAMES.pop()
    return os.path.exists(os.path.join('/', 'no', basename(path))) and 1 or 0


RegisterWatch('/rehearsal', function, description='rehearsal', run_mode=QUEUE, timeout=30)
RegisterWatch('/rehearsal', Exec('cat >> /dev/null'), True, False)
for name in NAMES:
    RegisterWatch('/rehearsal/' + name, Service(name).restart, settle=1.5, env={'A': 'b'})
RegisterWatch('/rehearsal', lambda: 0, uid='nobody')
