//! Parses arguments and calls [`aula::cli::run`].

/// Under many small allocations from several threads the system's allocator costs a twentieth of the time.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    aula::cli::run()
}
