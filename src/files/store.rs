//! Where the bytes lie: `files/ab/abcd…` under the data folder, named by their own SHA-256.

use std::fs::{self, File, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::SystemTime;

use sha2::{Digest as _, Sha256};
use tokio::sync::Semaphore;

use super::accept::{Accepted, Limits, accept, covered};
use super::broken::Broken;
use super::cover::Cover;
use super::refused::Refused;
use super::shelf::FileRow;

/// How many pictures are opened at once: each may take half a gigabyte.
const AT_ONCE: usize = 2;

/// The SHA-256 of a file's bytes, 64 hex digits: its only address.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Digest(String);

impl Digest {
    /// Of these bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect())
    }

    /// Reads 64 lower-case hex digits; anything else is no digest, so nothing else becomes a path.
    pub fn parse(text: &str) -> Option<Self> {
        let is_hex = text.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
        (text.len() == 64 && is_hex).then(|| Self(text.to_owned()))
    }

    /// As text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A file whose bytes lie on the disk, safe from a power cut: only such a one can be put on a shelf.
#[derive(Clone, Debug)]
pub struct Kept {
    pub(super) name: String,
    pub(super) media_type: &'static str,
    pub(super) bytes: i64,
    pub(super) digest: Digest,
    pub(super) size: Option<(i32, i32)>,
}

impl Kept {
    /// Where its bytes lie.
    pub fn digest(&self) -> &Digest {
        &self.digest
    }

    /// Width and height of a picture, in pixels.
    pub fn size(&self) -> Option<(i32, i32)> {
        self.size
    }
}

/// Why a file that was sent is not kept.
#[derive(Debug)]
pub enum NotKept {
    /// A rule said no.
    Refused(Refused),
    /// The disk said no.
    Broken(Broken),
}

/// The folder of bytes; clones share it.
#[derive(Clone)]
pub struct Store {
    folder: Arc<Path>,
    /// Held for reading while bytes are laid down, for writing while swept: so nothing is swept that was just met again.
    pub(super) broom: Arc<RwLock<()>>,
    openings: Arc<Semaphore>,
}

impl Store {
    /// Opens (and makes) the folder `files` under `data`.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn open(data: &Path) -> Result<Self, Broken> {
        let folder = data.join("files");
        fs::create_dir_all(folder.join("new")).map_err(Broken::Disk)?;
        Ok(Self { folder: folder.into(), broom: Arc::default(), openings: Arc::new(Semaphore::new(AT_ONCE)) })
    }

    /// Looks at what somebody sent and keeps it, on threads that may wait.
    ///
    /// # Errors
    /// [`NotKept`].
    pub async fn take(&self, bytes: Vec<u8>, claimed_name: String, limits: Limits) -> Result<Kept, NotKept> {
        self.opening(move |_| accept(bytes, &claimed_name, limits).map_err(NotKept::Refused)).await
    }

    /// Keeps a kept picture once more, with parts of it made black, on threads that may wait.
    ///
    /// # Errors
    /// [`NotKept`].
    pub async fn cover(&self, file: &FileRow, over: Cover) -> Result<Kept, NotKept> {
        let (digest, name) = (file.digest.clone(), file.name.clone());
        self.opening(move |store| {
            let bytes = store.read(&digest).map_err(NotKept::Broken)?;
            covered(&bytes, &name, &over).map_err(NotKept::Refused)
        })
        .await
    }

    /// Opens something, few at once, and keeps what comes of it.
    async fn opening(&self, open: impl FnOnce(&Self) -> Result<Accepted, NotKept> + Send + 'static) -> Result<Kept, NotKept> {
        let ended = |_| NotKept::Broken(Broken::Ended);
        let permit = self.openings.clone().acquire_owned().await.map_err(|_| NotKept::Broken(Broken::Ended))?;
        let store = self.clone();
        let taken = tokio::task::spawn_blocking(move || {
            let accepted = open(&store)?;
            drop(permit);
            store.keep(accepted).map_err(NotKept::Broken)
        });
        taken.await.map_err(ended)?
    }

    /// Keeps a file, whole or not at all. Waits for the disk.
    ///
    /// # Errors
    /// [`Broken`]; then nothing was kept.
    pub fn keep(&self, file: Accepted) -> Result<Kept, Broken> {
        let digest = self.lay(&file.bytes)?;
        Ok(Kept {
            name: file.name,
            media_type: file.kind.media_type(),
            bytes: i64::try_from(file.bytes.len()).unwrap_or(i64::MAX),
            digest,
            size: file.size,
        })
    }

    fn lay(&self, bytes: &[u8]) -> Result<Digest, Broken> {
        let digest = Digest::of(bytes);
        let path = self.path(&digest);
        let _no_sweeping = self.broom.read().unwrap_or_else(PoisonError::into_inner);
        if is_whole(&path, bytes.len()) {
            // met again: young again, so that the sweeper leaves it until a row points to it
            OpenOptions::new().append(true).open(&path)?.set_modified(SystemTime::now())?;
            return Ok(digest);
        }
        let beside = self.folder.join("new").join(uuid::Uuid::now_v7().to_string());
        let laid = write_through(&beside, bytes).and_then(|()| move_to(&beside, &path));
        if laid.is_err() {
            // what is half written is of no use to anybody; should this fail too, the sweeper finds it
            drop(fs::remove_file(&beside));
        }
        laid.map_err(|error| if error.kind() == std::io::ErrorKind::NotFound { Broken::Disk(error) } else { error.into() })?;
        Ok(digest)
    }

    /// Reads the bytes again. Waits for the disk.
    ///
    /// # Errors
    /// [`Broken::Lost`] when they are not there.
    pub fn read(&self, digest: &Digest) -> Result<Vec<u8>, Broken> {
        Ok(fs::read(self.path(digest))?)
    }

    /// Where the bytes of this digest lie.
    pub(super) fn path(&self, digest: &Digest) -> PathBuf {
        let shard = digest.0.get(..2).unwrap_or("00");
        self.folder.join(shard).join(&digest.0)
    }

    /// The folder itself.
    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }
}

fn is_whole(path: &Path, length: usize) -> bool {
    fs::metadata(path).is_ok_and(|there| there.is_file() && usize::try_from(there.len()) == Ok(length))
}

fn write_through(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// Renames, and has the folder remember it before anybody relies on it.
fn move_to(from: &Path, to: &Path) -> std::io::Result<()> {
    if let Some(shard) = to.parent() {
        if !shard.is_dir() {
            fs::create_dir_all(shard)?;
            if let Some(folder) = shard.parent() {
                File::open(folder)?.sync_all()?;
            }
        }
        fs::rename(from, to)?;
        File::open(shard)?.sync_all()?;
    }
    Ok(())
}
