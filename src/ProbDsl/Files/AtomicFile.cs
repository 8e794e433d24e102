namespace ProbDsl;

/// <summary>Writes a file that is whole or not there.</summary>
/// <remarks>
/// The content goes to a second file in the same folder, is flushed to the disk and only then given the name, which replaces the old file in one step: whoever
/// is killed on the way leaves the old file as it was.
/// </remarks>
internal static class AtomicFile
{
    public static void Write(string path, Action<Stream> content)
    {
        string unfinished = path + ".unfinished";

        // Where another is writing the same file this fails, and the other's is left alone.
        var file = new FileStream(unfinished, FileMode.Create, FileAccess.Write, FileShare.None);
        try
        {
            using (file)
            {
                content(file);
                file.Flush(flushToDisk: true);
            }

            File.Move(unfinished, path, overwrite: true);
        }
        catch
        {
            File.Delete(unfinished);
            throw;
        }
    }
}
