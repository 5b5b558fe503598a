#!/usr/bin/perl
# The client for what operators type most: one command, no files. It speaks docs/protocol.md and starts in a tenth of the
# time of a JVM, which on a machine that is out of processors is the difference between an answer and none. Everything else
# (files, sessions, no daemon to talk to) it leaves to the client in Java, before it has sent anything: by starting the
# script again with TWITCHER_CLIENT=java.
#
# perl client.pl SCRIPT SOURCE_TREE ARGUMENT...
# Uses no module but strict: every other takes as long to load as all of this to run, and the least of Perl's installations
# have none.
use strict;

my ($FRAME_HELLO, $FRAME_REQUEST, $FRAME_STDOUT, $FRAME_STDERR, $FRAME_EXIT, $FRAME_RAW) = (1, 2, 0x11, 0x12, 0x13, 0x23);
my ($VERSION, $LARGEST_BODY, $LARGEST_LIST, $LONGEST_PATH, $GREETING_SECONDS) = (1, 1 << 20, 0xFFFF, 107, 10);
my ($EXIT_NO_DAEMON, $EXIT_TIMEOUT, $EXIT_BROKEN_PIPE) = (3, 4, 141);
my ($AF_UNIX, $SOCK_STREAM) = (1, 1);
my $TIOCGWINSZ = 0x5413; # Linux, on all machines but MIPS, PowerPC and SPARC

my ($script, $source_tree, @arguments) = @ARGV;
my $state_dir = $ENV{TWITCHER_STATE_DIR};
my @command = @arguments;

sub leave_to_java {
    $ENV{TWITCHER_CLIENT} = 'java';
    $SIG{PIPE} = 'DEFAULT';
    exec '/bin/sh', $script, @arguments or fail($EXIT_NO_DAEMON, "$script: $!");
}

sub fail {
    my ($code, $words) = @_;
    print STDERR "twitcher: $words\n";
    exit $code;
}

sub lost {
    fail($EXIT_NO_DAEMON, "the connection to the daemon was lost: $_[0]");
}

# Takes --state_dir, shortened as all flags may be, off the command.
sub take_flag {
    my ($name, $value) = split /=/, $command[0], 2;
    leave_to_java() if length $name < length '--s' || index('--state_dir', $name) != 0;
    shift @command;
    $state_dir = defined $value ? $value : shift @command;
    leave_to_java() if !defined $state_dir || $state_dir eq ''; # which is not the same as none
    leave_to_java() if !@command || $command[0] =~ /^-/;
}

# A file is the other client's, and so is a session.
sub is_simple {
    my ($first, $second) = @command;
    my $name = $first eq 'twitcher' && defined $second ? $second : $first;
    $name =~ s/^twitcher://;
    return $name !~ /^(?:lint|plan|shell)$/ && !grep { /^\@[^\@]/s } @command;
}

sub text {
    return pack 'N/a*', $_[0];
}

sub request {
    my $term = $ENV{TERM} // '';
    my $tty = -t STDOUT;
    my ($rows, $columns) = (0, 0);
    if ($tty && ioctl STDOUT, $TIOCGWINSZ, my $size = "\0" x 8) {
        ($rows, $columns) = unpack 'S2', $size;
    }
    my $colour = $tty && $term ne '' && $term ne 'dumb' && ($ENV{NO_COLOR} // '') eq '';
    my @flags = map { $_ ? 1 : 0 } $tty, -t STDERR, -t STDIN;
    my $no_files = pack 'n3', 0, 0, 0;
    return pack('Cn', 0, scalar @command)
        . join('', map { text($_) } @command)
        . pack('C3n2', @flags, $columns, $rows)
        . text($term) . pack('C', $colour ? 1 : 0) . $no_files;
}

# Nothing has to be known of a state directory but that it has no daemon: the other client says why.
sub connected {
    my ($directory) = @_;
    my $path = "$directory/shell.sock";
    if (open my $elsewhere, '<', "$directory/shell.path") {
        $path = <$elsewhere> // '';
        $path =~ s/^\s+|\s+$//g;
    }
    return undef if $path eq '' || length $path > $LONGEST_PATH; # none would be the name of a socket that anybody may have
    socket my $socket, $AF_UNIX, $SOCK_STREAM, 0 or return undef;
    binmode $socket;
    connect $socket, pack('SZ*', $AF_UNIX, $path) or return undef;
    return $socket;
}

sub send_frame {
    my ($socket, $type, $body) = @_;
    my $frame = pack('CN', $type, length $body) . $body;
    while (length $frame) {
        my $count = syswrite $socket, $frame;
        return if !defined $count; # it may have said why before it closed
        substr $frame, 0, $count, '';
    }
}

# Undefined at the end of the connection.
sub bytes {
    my ($socket, $wanted) = @_;
    my $bytes = '';
    while (length $bytes < $wanted) {
        my $count = sysread $socket, $bytes, $wanted - length $bytes, length $bytes;
        return undef if !$count;
    }
    return $bytes;
}

sub frame {
    my ($socket) = @_;
    my $header = bytes($socket, 5) // return;
    my ($type, $length) = unpack 'CN', $header;
    lost("frame of $length bytes") if $length > $LARGEST_BODY;
    my $body = bytes($socket, $length) // return;
    return ($type, $body);
}

sub pass {
    my ($stream, $bytes) = @_;
    while (length $bytes) {
        my $count = syswrite $stream, $bytes;
        exit $EXIT_BROKEN_PIPE if !defined $count;
        substr $bytes, 0, $count, '';
    }
}

binmode STDOUT;
binmode STDERR;
leave_to_java() if !@command;
take_flag() if $command[0] =~ /^-/;
my $body = is_simple() && @command <= $LARGEST_LIST ? request() : leave_to_java();
leave_to_java() if length $body > $LARGEST_BODY;

my $given = defined $state_dir && $state_dir ne '';
my @candidates = $given ? ($state_dir) : (($source_tree ne '' ? "$source_tree/.twitcher" : ()), '/var/lib/twitcher');

$SIG{PIPE} = 'IGNORE';
my ($socket, $directory, $type, $answer);
$SIG{ALRM} = sub {
    fail($EXIT_TIMEOUT, "the daemon in $directory did not answer within " . $GREETING_SECONDS . ' s');
};
for my $candidate (@candidates) {
    $directory = $candidate;
    alarm $GREETING_SECONDS;
    if (defined($socket = connected($directory))) {
        send_frame($socket, $FRAME_HELLO, pack('a8n2', 'twitcher', $VERSION, $VERSION) . text('client.pl'));
        ($type, $answer) = frame($socket);
        last if defined $type;
    }
}
alarm 0;
leave_to_java() if !defined $type;
if ($type == $FRAME_HELLO) {
    my ($magic, $lowest, $highest) = length $answer < 12 ? ('') x 3 : unpack 'a8n2', $answer;
    leave_to_java() if $magic ne 'twitcher';
    send_frame($socket, $FRAME_REQUEST, $body) if $lowest <= $VERSION && $VERSION <= $highest;
}
print STDERR "twitcher: the daemon in $directory\n" if @candidates > 1;
while (defined $type) {
    if ($type == $FRAME_STDOUT) {
        pass(\*STDOUT, $answer);
    } elsif ($type == $FRAME_STDERR) {
        pass(\*STDERR, $answer);
    } elsif ($type == $FRAME_EXIT) {
        exit unpack 'C', $answer if length $answer;
        lost('an exit without a code');
    } elsif ($type == $FRAME_RAW) {
        lost('the daemon holds a session, but a command was asked for');
    } elsif ($type != $FRAME_HELLO) {
        lost("frame of unknown type $type");
    }
    ($type, $answer) = frame($socket);
}
lost('the connection ended');
