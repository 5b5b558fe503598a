package twitcher.shell.session;

import twitcher.shell.socket.Commands.Streams;
import twitcher.shell.socket.Request;
import twitcher.shell.socket.Sessions.Visitor;

/**
 * Who a session is held with.
 *
 * @param request what was asked, with the size and kind of the terminal
 * @param streams the way to the terminal
 * @param visitor the way from it
 */
record Guest(Request request, Streams streams, Visitor visitor) {}
