//! Flags, locks, terminals and limits by descriptors' numbers. `fcntl` and `ioctl` take anything; safe calls are typed, so
//! that commands and requests are looked up here.

use std::io::Result;
use std::os::unix::ffi::OsStrExt;
use std::time::Duration;

use nix::fcntl::{FcntlArg, FdFlag, OFlag, fcntl};
use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::termios as tty;
use rustix::io::Errno;
use rustix::process::{Pid, Resource, Rlimit};

use super::OsHost;
use crate::host::system::{LineAction, RangeLock, System, Terminal, Usage};

/// The requests of `ioctl` that there are safe calls for.
// How wide the system's numbers are differs.
#[allow(clippy::unnecessary_cast)]
mod request {
    pub const EXCLUSIVE: u64 = libc::TIOCEXCL as u64;
    pub const SHARED: u64 = libc::TIOCNXCL as u64;
    pub const READABLE: u64 = libc::FIONREAD as u64;
    pub const NONBLOCKING: u64 = libc::FIONBIO as u64;
    pub const CLOSE: u64 = libc::FIOCLEX as u64;
    pub const KEEP: u64 = libc::FIONCLEX as u64;
    pub const SIZE: u64 = libc::TIOCGWINSZ as u64;
    pub const SET_SIZE: u64 = libc::TIOCSWINSZ as u64;
    pub const GROUP: u64 = libc::TIOCGPGRP as u64;
    pub const SET_GROUP: u64 = libc::TIOCSPGRP as u64;
}

impl OsHost {
    /// Keeps a duplicate that `fcntl` made.
    fn duplicate_from(&self, fd: i32, least: i32, closed_on_exec: bool) -> Result<i32> {
        let made = self.files.with(fd, |fd| Ok(rustix::io::fcntl_dupfd_cloexec(fd, least)?))?;
        if !closed_on_exec {
            rustix::io::fcntl_setfd(&made, rustix::io::FdFlags::empty())?;
        }
        Ok(self.files.keep(made))
    }
}

/// The process with this number; negative ones are nobody's.
fn process(number: i32) -> Option<Pid> {
    if number < 0 { None } else { Pid::from_raw(number) }
}

fn number_in(data: &[u8]) -> Result<i32> {
    data.first_chunk().map(|b| i32::from_ne_bytes(*b)).ok_or_else(|| Errno::FAULT.into())
}

fn put(data: &mut [u8], at: usize, bytes: &[u8]) -> Result<()> {
    let place = data.get_mut(at..at + bytes.len()).ok_or(Errno::FAULT)?;
    place.copy_from_slice(bytes);
    Ok(())
}

impl System for OsHost {
    fn control(&self, fd: i32, command: i32, argument: i32) -> Result<i32> {
        match command {
            libc::F_DUPFD => return self.duplicate_from(fd, argument, false),
            libc::F_DUPFD_CLOEXEC => return self.duplicate_from(fd, argument, true),
            _ => {}
        }
        let command = match command {
            libc::F_GETFD => FcntlArg::F_GETFD,
            libc::F_SETFD => FcntlArg::F_SETFD(FdFlag::from_bits_truncate(argument)),
            libc::F_GETFL => FcntlArg::F_GETFL,
            libc::F_SETFL => FcntlArg::F_SETFL(OFlag::from_bits_retain(argument)),
            #[cfg(target_os = "linux")]
            libc::F_GETPIPE_SZ => FcntlArg::F_GETPIPE_SZ,
            #[cfg(target_os = "linux")]
            libc::F_SETPIPE_SZ => FcntlArg::F_SETPIPE_SZ(argument),
            #[cfg(target_os = "linux")]
            libc::F_GET_SEALS => FcntlArg::F_GET_SEALS,
            #[cfg(target_os = "linux")]
            libc::F_ADD_SEALS => FcntlArg::F_ADD_SEALS(nix::fcntl::SealFlag::from_bits_retain(argument)),
            _ => return Err(Errno::INVAL.into()),
        };
        self.files.with(fd, |fd| Ok(fcntl(fd, command)?))
    }

    fn lock_range(&self, fd: i32, command: i32, lock: RangeLock) -> Result<RangeLock> {
        let RangeLock { kind, whence, start, len, pid } = lock;
        let mut lock = libc::flock { l_type: kind, l_whence: whence, l_start: start, l_len: len, l_pid: pid };
        self.files.with(fd, |fd| {
            let command = match command {
                libc::F_SETLK => FcntlArg::F_SETLK(&lock),
                libc::F_SETLKW => FcntlArg::F_SETLKW(&lock),
                libc::F_GETLK => FcntlArg::F_GETLK(&mut lock),
                #[cfg(target_os = "linux")]
                libc::F_OFD_SETLK => FcntlArg::F_OFD_SETLK(&lock),
                #[cfg(target_os = "linux")]
                libc::F_OFD_SETLKW => FcntlArg::F_OFD_SETLKW(&lock),
                #[cfg(target_os = "linux")]
                libc::F_OFD_GETLK => FcntlArg::F_OFD_GETLK(&mut lock),
                _ => return Err(Errno::INVAL.into()),
            };
            fcntl(fd, command)?;
            Ok(())
        })?;
        let libc::flock { l_type: kind, l_whence: whence, l_start: start, l_len: len, l_pid: pid } = lock;
        Ok(RangeLock { kind, whence, start, len, pid })
    }

    fn lock(&self, fd: i32, operation: i32) -> Result<()> {
        use rustix::fs::FlockOperation as Op;
        let waits = operation & libc::LOCK_NB == 0;
        let operation = match (operation & !libc::LOCK_NB, waits) {
            (libc::LOCK_SH, true) => Op::LockShared,
            (libc::LOCK_SH, false) => Op::NonBlockingLockShared,
            (libc::LOCK_EX, true) => Op::LockExclusive,
            (libc::LOCK_EX, false) => Op::NonBlockingLockExclusive,
            (libc::LOCK_UN, _) => Op::Unlock,
            _ => return Err(Errno::INVAL.into()),
        };
        self.files.with(fd, |fd| Ok(rustix::fs::flock(fd, operation)?))
    }

    fn device(&self, fd: i32, request: u64, data: &mut [u8]) -> Result<i32> {
        self.files.with(fd, |fd| {
            match request {
                request::READABLE => {
                    let n = i32::try_from(rustix::io::ioctl_fionread(fd)?).unwrap_or(i32::MAX);
                    put(data, 0, &n.to_ne_bytes())?;
                }
                request::NONBLOCKING => rustix::io::ioctl_fionbio(fd, number_in(data)? != 0)?,
                request::CLOSE => rustix::io::ioctl_fioclex(fd)?,
                request::KEEP => rustix::io::fcntl_setfd(fd, rustix::io::FdFlags::empty())?,
                request::SIZE => {
                    let size = rustix::termios::tcgetwinsize(fd)?;
                    for (i, n) in [size.ws_row, size.ws_col, size.ws_xpixel, size.ws_ypixel].into_iter().enumerate() {
                        put(data, 2 * i, &n.to_ne_bytes())?;
                    }
                }
                request::SET_SIZE => {
                    let part = |at: usize| data.get(at..)?.first_chunk().map(|b| u16::from_ne_bytes(*b));
                    let part = |at| part(at).ok_or(Errno::FAULT);
                    let (ws_row, ws_col) = (part(0)?, part(2)?);
                    let size = rustix::termios::Winsize { ws_row, ws_col, ws_xpixel: part(4)?, ws_ypixel: part(6)? };
                    rustix::termios::tcsetwinsize(fd, size)?;
                }
                request::GROUP => {
                    let group = rustix::termios::tcgetpgrp(fd)?.as_raw_pid();
                    put(data, 0, &group.to_ne_bytes())?;
                }
                request::SET_GROUP => {
                    let group = process(number_in(data)?).ok_or(Errno::INVAL)?;
                    rustix::termios::tcsetpgrp(fd, group)?;
                }
                request::EXCLUSIVE => rustix::termios::ioctl_tiocexcl(fd)?,
                request::SHARED => rustix::termios::ioctl_tiocnxcl(fd)?,
                _ => return Err(Errno::NOTTY.into()),
            }
            Ok(0)
        })
    }

    fn terminal(&self, fd: i32) -> Result<Terminal> {
        let set = self.files.with(fd, |fd| Ok(tty::tcgetattr(fd)?))?;
        Ok(Terminal {
            input: set.input_flags.bits(),
            output: set.output_flags.bits(),
            control: set.control_flags.bits(),
            local: set.local_flags.bits(),
            input_speed: tty::cfgetispeed(&set) as u32,
            output_speed: tty::cfgetospeed(&set) as u32,
            characters: set.control_chars.to_vec(),
        })
    }

    fn set_terminal(&self, fd: i32, when: i32, to: &Terminal) -> Result<()> {
        let when = match when {
            libc::TCSANOW => tty::SetArg::TCSANOW,
            libc::TCSADRAIN => tty::SetArg::TCSADRAIN,
            libc::TCSAFLUSH => tty::SetArg::TCSAFLUSH,
            _ => return Err(Errno::INVAL.into()),
        };
        self.files.with(fd, |fd| {
            // What programs do not see is left as it is.
            let mut set = tty::tcgetattr(fd)?;
            set.input_flags = tty::InputFlags::from_bits_retain(to.input);
            set.output_flags = tty::OutputFlags::from_bits_retain(to.output);
            set.control_flags = tty::ControlFlags::from_bits_retain(to.control);
            set.local_flags = tty::LocalFlags::from_bits_retain(to.local);
            for (place, character) in set.control_chars.iter_mut().zip(&to.characters) {
                *place = *character;
            }
            tty::cfsetispeed(&mut set, tty::BaudRate::try_from(to.input_speed)?)?;
            tty::cfsetospeed(&mut set, tty::BaudRate::try_from(to.output_speed)?)?;
            Ok(tty::tcsetattr(fd, when, &set)?)
        })
    }

    fn line(&self, fd: i32, action: LineAction) -> Result<()> {
        let flush = |what| match what {
            libc::TCIFLUSH => Ok(tty::FlushArg::TCIFLUSH),
            libc::TCOFLUSH => Ok(tty::FlushArg::TCOFLUSH),
            libc::TCIOFLUSH => Ok(tty::FlushArg::TCIOFLUSH),
            _ => Err(Errno::INVAL),
        };
        let flow = |what| match what {
            libc::TCOOFF => Ok(tty::FlowArg::TCOOFF),
            libc::TCOON => Ok(tty::FlowArg::TCOON),
            libc::TCIOFF => Ok(tty::FlowArg::TCIOFF),
            libc::TCION => Ok(tty::FlowArg::TCION),
            _ => Err(Errno::INVAL),
        };
        self.files.with(fd, |fd| {
            match action {
                LineAction::SendBreak => tty::tcsendbreak(fd, 0)?,
                LineAction::Drain => tty::tcdrain(fd)?,
                LineAction::Flush(what) => tty::tcflush(fd, flush(what)?)?,
                LineAction::Flow(what) => tty::tcflow(fd, flow(what)?)?,
            }
            Ok(())
        })
    }

    fn set_terminal_size(&self, fd: i32, lines: u16, columns: u16) -> Result<()> {
        self.files.with(fd, |fd| {
            let mut size = rustix::termios::tcgetwinsize(fd)?;
            (size.ws_row, size.ws_col) = (lines, columns);
            Ok(rustix::termios::tcsetwinsize(fd, size)?)
        })
    }

    fn open_terminal(&self) -> Result<(i32, i32)> {
        let pair = nix::pty::openpty(None, None)?;
        for fd in [&pair.master, &pair.slave] {
            rustix::io::fcntl_setfd(fd, rustix::io::FdFlags::CLOEXEC)?;
        }
        Ok((self.files.keep(pair.master), self.files.keep(pair.slave)))
    }

    fn terminal_name(&self, fd: i32) -> Result<String> {
        let name = self.files.with(fd, |fd| Ok(nix::unistd::ttyname(fd)?))?;
        Ok(String::from_utf8_lossy(name.as_os_str().as_bytes()).into_owned())
    }

    fn limits(&self, pid: i32, resource: i32, new: Option<(u64, u64)>) -> Result<(u64, u64)> {
        let resource = limited(resource)?;
        let told = |limits: Rlimit| (limits.current.unwrap_or(u64::MAX), limits.maximum.unwrap_or(u64::MAX));
        let limit = |n: u64| (n != u64::MAX).then_some(n);
        let new = new.map(|(current, maximum)| Rlimit { current: limit(current), maximum: limit(maximum) });
        match (pid, new) {
            (0, None) => Ok(told(rustix::process::getrlimit(resource))),
            #[cfg(target_os = "linux")]
            (0, Some(new)) => Ok(told(rustix::process::prlimit(None, resource, new)?)),
            #[cfg(not(target_os = "linux"))]
            (0, Some(new)) => {
                let before = told(rustix::process::getrlimit(resource));
                rustix::process::setrlimit(resource, new)?;
                Ok(before)
            }
            #[cfg(target_os = "linux")]
            (pid, Some(new)) => {
                Ok(told(rustix::process::prlimit(Some(process(pid).ok_or(Errno::SRCH)?), resource, new)?))
            }
            // There is no safe call for another process's; of one that does not exist that can be said.
            (pid, _) => {
                rustix::process::test_kill_process(process(pid).ok_or(Errno::SRCH)?)?;
                Err(Errno::NOSYS.into())
            }
        }
    }

    fn usage(&self, who: i32) -> Result<Usage> {
        let who = match who {
            libc::RUSAGE_SELF => UsageWho::RUSAGE_SELF,
            libc::RUSAGE_CHILDREN => UsageWho::RUSAGE_CHILDREN,
            #[cfg(target_os = "linux")]
            libc::RUSAGE_THREAD => UsageWho::RUSAGE_THREAD,
            _ => return Err(Errno::INVAL.into()),
        };
        let used = getrusage(who)?;
        let time = |t: nix::sys::time::TimeVal| {
            let micros = u32::try_from(t.tv_usec()).unwrap_or(0);
            Duration::new(u64::try_from(t.tv_sec()).unwrap_or(0), micros * 1000)
        };
        Ok(Usage {
            user: time(used.user_time()),
            system: time(used.system_time()),
            counts: [
                used.max_rss(),
                used.shared_integral(),
                used.unshared_data_integral(),
                used.unshared_stack_integral(),
                used.minor_page_faults(),
                used.major_page_faults(),
                used.full_swaps(),
                used.block_reads(),
                used.block_writes(),
                used.ipc_sends(),
                used.ipc_receives(),
                used.signals(),
                used.voluntary_context_switches(),
                used.involuntary_context_switches(),
            ],
        })
    }

    fn read_at(&self, fd: i32, buf: &mut [u8], offset: u64) -> Result<usize> {
        self.files.with(fd, |fd| Ok(rustix::io::pread(fd, buf, offset)?))
    }

    fn write_at(&self, fd: i32, bytes: &[u8], offset: u64) -> Result<usize> {
        self.files.with(fd, |fd| Ok(rustix::io::pwrite(fd, bytes, offset)?))
    }

    fn event_counter(&self, initial: u32, flags: i32) -> Result<i32> {
        #[cfg(target_os = "linux")]
        {
            let flags = rustix::event::EventfdFlags::from_bits_retain(flags.cast_unsigned());
            Ok(self.files.keep(rustix::event::eventfd(initial, flags)?))
        }
        #[cfg(not(target_os = "linux"))]
        {
            let _ = (initial, flags);
            Err(Errno::NOSYS.into())
        }
    }
}

fn limited(number: i32) -> Result<Resource> {
    const ALL: &[Resource] = &[
        Resource::Cpu,
        Resource::Fsize,
        Resource::Data,
        Resource::Stack,
        Resource::Core,
        Resource::Rss,
        Resource::Nproc,
        Resource::Nofile,
        Resource::Memlock,
        Resource::As,
        #[cfg(target_os = "linux")]
        Resource::Locks,
        #[cfg(target_os = "linux")]
        Resource::Sigpending,
        #[cfg(target_os = "linux")]
        Resource::Msgqueue,
        #[cfg(target_os = "linux")]
        Resource::Nice,
        #[cfg(target_os = "linux")]
        Resource::Rtprio,
        #[cfg(target_os = "linux")]
        Resource::Rttime,
    ];
    ALL.iter().copied().find(|r| *r as i32 == number).ok_or_else(|| Errno::INVAL.into())
}
