# What of a worker is easier said in Python. compile_bytes comes from Java.
import imp, os, sys


class Beside(object):
    """Imports the modules that lie beside a config from the bytes that the daemon read and checked."""

    def __init__(self, folder, files):
        self.folder = folder
        self.files = files
        self.used = []
        self.loaded = []
        self.hidden = {}

    def find(self, name):
        path = name.replace('.', '/')
        for file in (path + '/__init__.py', path + '.py'):
            if file in self.files:
                return file

    def find_module(self, name, path=None):
        if self.find(name):
            return self

    def load_module(self, name):
        file = self.find(name)
        module = imp.new_module(name)
        module.__file__ = self.folder + '/' + file
        module.__loader__ = self
        module.__package__ = name.rpartition('.')[0]
        if file.endswith('/__init__.py'):
            module.__path__ = [self.folder + '/' + name.replace('.', '/')]
            module.__package__ = name
        self.used.append(file)
        self.loaded.append(name)
        sys.modules[name] = module
        try:
            exec compile_bytes(self.files[file], module.__file__) in module.__dict__
        except:
            del sys.modules[name]
            raise
        return sys.modules[name]


def enter(folder, files):
    if not own:
        own.update(sys.modules)
    finder = Beside(folder, files)
    beside = set(file.split('/')[0].replace('.py', '') for file in files) - own
    for name in beside & needed:
        library(name)
    for name in list(sys.modules):
        if name.split('.')[0] in beside:
            finder.hidden[name] = sys.modules.pop(name)
    sys.meta_path.insert(0, finder)
    return finder


def leave(finder):
    sys.meta_path.remove(finder)
    for name in finder.loaded:
        sys.modules.pop(name, None)
    sys.modules.update(finder.hidden)


# What every worker imports for itself. A module beside a config goes before any other of Python's library, whether this
# worker happens to have imported that or not.
own = set()

# What a worker needs now and then, from Python's library whatever lies beside a config.
needed = set(['signal', 'subprocess', 'tempfile', 'traceback'])
libraries = {}


def library(name):
    if name not in libraries:
        libraries[name] = __import__(name)
    return libraries[name]


def preload(name):
    try:
        __import__(name)
    except Exception:
        pass


def look():
    """What of this process a config may have altered."""
    mask = os.umask(0)
    os.umask(mask)
    return (dict(os.environ), os.getcwd(), list(sys.path), list(sys.meta_path), mask, sys.stdin, sys.stdout,
            sys.stderr, sys.getrecursionlimit())


def become(env, cwd):
    os.environ.clear()
    os.environ.update(env)
    os.chdir(cwd)
