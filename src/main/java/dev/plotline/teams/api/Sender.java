package dev.plotline.teams.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.InterruptedIOException;

/// Sends to conversations in Teams. Keeps the limits of each conversation by waiting, waits as long
/// as the service asks to, and sends to hosts on its list only. For several threads.
///
/// Activities are the Bot Framework's JSON; who sends and to whom is filled in here.
public interface Sender extends AutoCloseable {
  /// Posts an activity: one request, which is sent again only when the service has said that it did
  /// not take it. An exception tells whether something may be there.
  ///
  /// @return the id of what was posted, empty when the service gives none
  String post(Conversation conversation, ObjectNode activity)
      throws ApiException, InterruptedIOException;

  /// Replaces an activity that was posted. Tried again also when nobody knows whether it was
  /// served, because that changes nothing.
  ///
  /// @param id as given by [#post]
  void update(Conversation conversation, String id, ObjectNode activity)
      throws ApiException, InterruptedIOException;

  /// Takes an activity back that was posted; one that is gone is no failure.
  void delete(Conversation conversation, String id) throws ApiException, InterruptedIOException;

  /// Shows for some seconds that something is being written.
  void typing(Conversation conversation) throws ApiException, InterruptedIOException;

  /// Who takes part in a conversation under this id: `name`, `aadObjectId`, `userRole` and so on.
  ///
  /// @param user the id in this conversation
  JsonNode member(Conversation conversation, String user)
      throws ApiException, InterruptedIOException;

  /// The same sender for what is worth nothing later: it gives up where this one may wait.
  default Sender impatient() {
    return this;
  }

  @Override
  void close();
}
