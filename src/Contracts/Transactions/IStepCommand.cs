namespace Sagas.Contracts;

/// <summary>
/// The arguments of one step, tied to the record that undoes it: a step cannot be declared without saying what
/// evidence its undo needs. Command and undo record stand in one file.
/// </summary>
/// <typeparam name="TUndo">What the participant writes down, durably, before it changes anything.</typeparam>
public interface IStepCommand<TUndo>
    where TUndo : class;
