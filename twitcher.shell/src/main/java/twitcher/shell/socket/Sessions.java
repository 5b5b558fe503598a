package twitcher.shell.socket;

import twitcher.shell.socket.Commands.Streams;

/** Holds sessions with people at terminals. */
public interface Sessions {
    /**
     * Holds one session until it ends. Called on a thread of its own, which is interrupted when the terminal is gone.
     *
     * @param streams standard output is the terminal, once it is {@link Visitor#raw raw}
     * @return the exit code
     */
    int hold(Request request, Streams streams, Visitor visitor);

    /**
     * Somebody at a terminal.
     *
     * @param user by name, or number if it has none; the kernel says so
     * @param typed what happens at the terminal
     * @param raw makes the terminal pass every key on as it is
     */
    record Visitor(String user, Typed typed, Runnable raw) {}
}
